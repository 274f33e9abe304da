// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.Locale;

/**
 * What users call providers: the names of the GenAI conventions, which our own spans show, and the
 * vendors' own. The quirks of usage go by our name, so that every other one must become it first.
 */
final class ProviderNames {

  private ProviderNames() {}

  /** Our name of a provider; a name nobody knows stays as it is, in lower case. */
  static String ours(String said) {
    String name = said.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "x_ai", "x-ai" -> "xai";
      case "mistral_ai" -> "mistral";
      case "moonshot_ai", "moonshotai" -> "moonshot";
      case "google", "gemini", "gcp.gen_ai" -> "gcp.gemini";
      case "vertex", "vertex_ai", "gcp.vertex_ai" -> "gcp.vertex";
      case "azure", "azure_openai", "azure.ai.openai" -> "azure.openai";
      case "azure.ai.inference" -> "azure.ai";
      default -> name;
    };
  }
}
