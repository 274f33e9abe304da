// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.Locale;

/**
 * What users and gateways call providers: the names of the GenAI conventions, which our own spans
 * show, and the vendors' own. The quirks of usage go by our name, so that every other one must
 * become it first.
 */
final class ProviderNames {

  private ProviderNames() {}

  /** Our name of a provider; a name nobody knows stays as it is, in lower case. */
  static String ours(String said) {
    String name = said.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "x_ai", "x-ai", "grok" -> "xai";
      case "mistral_ai", "mistral-ai" -> "mistral";
      case "moonshot_ai", "moonshotai" -> "moonshot";
      case "google", "gemini", "gcp.gen_ai", "google-ai-studio" -> "gcp.gemini";
      case "vertex", "vertex_ai", "vertex-ai", "gcp.vertex_ai", "google-vertex-ai" -> "gcp.vertex";
      case "azure", "azure_openai", "azure-openai", "azure.ai.openai" -> "azure.openai";
      case "aws", "bedrock", "aws-bedrock", "aws_bedrock" -> "aws.bedrock";
      case "sagemaker", "aws_sagemaker" -> "aws.sagemaker";
      case "workers-ai" -> "cloudflare";
      case "perplexity-ai" -> "perplexity";
      case "together-ai" -> "together";
      case "fireworks-ai" -> "fireworks";
      case "azure.ai.inference" -> "azure.ai";
      default -> name;
    };
  }
}
