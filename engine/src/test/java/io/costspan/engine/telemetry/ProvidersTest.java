// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvidersTest {
  @ParameterizedTest
  @CsvSource({
    "openai,openai",
    "azure.openai,azure.ai.openai",
    "azure.ai,azure.ai.inference",
    "anthropic,anthropic",
    "gcp.gemini,gcp.gemini",
    "gcp.vertex,gcp.vertex_ai",
    "aws.bedrock,aws.bedrock",
    "aws.bedrock_mantle,aws.bedrock",
    "mistral,mistral_ai",
    "xai,x_ai",
    "moonshot,moonshot_ai",
    "groq,groq",
    "ollama,ollama",
    "openai_compatible,openai_compatible"
  })
  void namesProvidersAsTheConventionsDo(String provider, String expected) {
    assertThat(Providers.conventional(provider)).isEqualTo(expected);
  }
}
