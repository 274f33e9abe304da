// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

/** The conventions' names ({@code gen_ai.provider.name}) of the wire room's providers. */
final class Providers {
  private Providers() {}

  /** The conventions' value; a provider they do not name stays as it is. */
  static String conventional(String provider) {
    return switch (provider) {
      case "azure.openai", "azure_openai", "azure" -> "azure.ai.openai";
      case "azure.inference" -> "azure.ai.inference";
      case "google", "gemini" -> "gcp.gemini";
      case "gcp.vertex", "vertex", "vertexai", "google.vertex" -> "gcp.vertex_ai";
      case "bedrock" -> "aws.bedrock";
      case "mistral" -> "mistral_ai";
      case "xai", "x.ai" -> "x_ai";
      case "moonshot", "moonshotai" -> "moonshot_ai";
      case "watsonx", "ibm.watsonx" -> "ibm.watsonx.ai";
      default -> provider;
    };
  }
}
