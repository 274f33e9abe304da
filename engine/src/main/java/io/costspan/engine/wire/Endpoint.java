// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a request's address says.
 *
 * @param provider provider id, for instance {@code openai}; {@code openai_compatible} and the like
 *     where only the dialect is known
 * @param operation the GenAI conventions' operation name: {@code chat}, {@code text_completion},
 *     {@code embeddings}, {@code generate_content}
 * @param dialect how the bodies are read
 * @param host the host as the application wrote it
 * @param port 1 to 65535
 * @param pathModel the model (or Azure deployment) the path names
 * @param pathStream whether the path asks for a stream; {@code null} when it does not say
 * @param certain whether the address alone settles that this is a call of the dialect; when not,
 *     ask {@link #confirmedBy} before it counts as one
 */
public record Endpoint(
    String provider,
    String operation,
    Dialect dialect,
    String host,
    int port,
    @Nullable String pathModel,
    @Nullable Boolean pathStream,
    boolean certain) {

  /** An endpoint that is certain. */
  public Endpoint(
      String provider,
      String operation,
      Dialect dialect,
      String host,
      int port,
      @Nullable String pathModel,
      @Nullable Boolean pathStream) {
    this(provider, operation, dialect, host, port, pathModel, pathStream, true);
  }

  /**
   * Whether the exchange is a call of the dialect: a known host says so, an unknown one only
   * together with a request body of the dialect's shape.
   */
  public boolean confirmedBy(RequestFacts request) {
    return certain || request.shaped();
  }

  /** The same, when something else than the path asks for a stream. */
  Endpoint streaming() {
    return new Endpoint(provider, operation, dialect, host, port, pathModel, true, certain);
  }

  /** The same at another provider. */
  Endpoint at(String other) {
    return new Endpoint(other, operation, dialect, host, port, pathModel, pathStream, certain);
  }
}
