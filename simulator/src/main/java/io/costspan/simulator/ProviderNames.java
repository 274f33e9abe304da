// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator;

import java.util.List;
import java.util.stream.Stream;

/** The host names the simulator answers for. */
final class ProviderNames {

  /** Names in the hosts file: every one resolves to the simulator. */
  static final List<String> HOSTS =
      List.of(
          "api.openai.com",
          "demo.openai.azure.com",
          "api.anthropic.com",
          "generativelanguage.googleapis.com",
          "aiplatform.googleapis.com",
          "ollama.com",
          "openrouter.ai",
          "api.deepseek.com",
          "api.groq.com",
          "api.mistral.ai",
          "llm.example.com");

  /** Names in the certificate. */
  static final List<String> CERTIFIED =
      Stream.concat(HOSTS.stream(), Stream.of("*.openai.azure.com", "localhost")).toList();

  private ProviderNames() {}
}
