// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

/**
 * One provider API's way of saying what was asked and what was used. Stateless and thread-safe; its
 * readers are neither.
 */
public interface Dialect {

  /** Short id, for instance {@code openai.chat}. */
  String id();

  /** Starts reading one request body. */
  BodyReader<RequestFacts> request(Endpoint endpoint);

  /**
   * Starts reading one response body.
   *
   * @param head status and headers; the framing follows {@code content-type} and, where that lies,
   *     the first bytes
   */
  BodyReader<ResponseFacts> response(Endpoint endpoint, RequestFacts request, ResponseHead head);
}
