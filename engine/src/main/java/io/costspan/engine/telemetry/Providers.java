// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

/** The conventions' names ({@code gen_ai.provider.name}) of the wire room's providers. */
final class Providers {
  private Providers() {}

  /** The conventions' value; a provider they do not name stays as it is. */
  static String conventional(String provider) {
    return switch (provider) {
      case "azure.openai" -> "azure.ai.openai";
      case "azure.ai" -> "azure.ai.inference";
      case "gcp.vertex" -> "gcp.vertex_ai";
      case "aws.bedrock_mantle" -> "aws.bedrock";
      case "mistral" -> "mistral_ai";
      case "xai" -> "x_ai";
      case "moonshot" -> "moonshot_ai";
      default -> provider;
    };
  }
}
