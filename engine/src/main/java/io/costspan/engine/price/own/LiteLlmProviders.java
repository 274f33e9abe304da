// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import java.util.Map;

/** Our provider ids of the providers that a LiteLLM price file names otherwise. */
final class LiteLlmProviders {

  private static final Map<String, String> IDS =
      Map.ofEntries(
          Map.entry("text-completion-openai", "openai"),
          Map.entry("azure", "azure.openai"),
          Map.entry("azure_text", "azure.openai"),
          Map.entry("azure_ai", "azure.ai"),
          Map.entry("bedrock", "aws.bedrock"),
          Map.entry("bedrock_converse", "aws.bedrock"),
          Map.entry("bedrock_mantle", "aws.bedrock_mantle"),
          Map.entry("gemini", "gcp.gemini"),
          Map.entry("codestral", "mistral"),
          Map.entry("text-completion-codestral", "mistral"),
          Map.entry("cohere_chat", "cohere"),
          Map.entry("together_ai", "together"),
          Map.entry("ollama_chat", "ollama"),
          Map.entry("hosted_vllm", "vllm"),
          Map.entry("nvidia_nim", "nvidia"),
          Map.entry("vercel_ai_gateway", "vercel_gateway"));

  private LiteLlmProviders() {}

  /** Our id; the name itself where the file means the same by it. */
  static String id(String name) {
    if (name.startsWith("vertex_ai")) {
      return "gcp.vertex";
    }
    if (name.startsWith("fireworks_ai")) {
      return "fireworks";
    }
    return IDS.getOrDefault(name, name);
  }
}
