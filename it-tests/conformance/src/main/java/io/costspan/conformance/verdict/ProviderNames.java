// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import java.util.Map;

/** The GenAI conventions' names of the corpus's providers. */
final class ProviderNames {
  private static final Map<String, String> CONVENTIONAL =
      Map.of(
          "azure.openai", "azure.ai.openai",
          "azure.ai", "azure.ai.inference",
          "gcp.vertex", "gcp.vertex_ai",
          "aws.bedrock_mantle", "aws.bedrock",
          "mistral", "mistral_ai",
          "moonshot", "moonshot_ai",
          "xai", "x_ai");

  private ProviderNames() {}

  /** What {@code gen_ai.provider.name} must be. */
  static String conventional(String provider) {
    return CONVENTIONAL.getOrDefault(provider, provider);
  }
}
