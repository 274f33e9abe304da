// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.wire.Endpoint;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose price a call has, as its address tells it. */
public final class Seller {
  private Seller() {}

  /** Ollama at home costs nothing; the same API at Ollama's own costs what no catalogue says. */
  public static String of(Endpoint endpoint) {
    String provider = endpoint.provider();
    String host = endpoint.host().toLowerCase(Locale.ROOT);
    boolean cloud = host.equals("ollama.com") || host.endsWith(".ollama.com");
    return provider.equals("ollama") && cloud ? "ollama_cloud" : provider;
  }

  /** OpenAI tells the data region by its host alone; {@code null} for all others. */
  public static @Nullable String region(Endpoint endpoint) {
    return switch (endpoint.host().toLowerCase(Locale.ROOT)) {
      case "eu.api.openai.com" -> "eu";
      case "us.api.openai.com" -> "us";
      default -> null;
    };
  }
}
