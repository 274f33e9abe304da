// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import java.net.URI;
import java.util.List;

/**
 * A server on a free loopback port whose every path is served by the {@link Behaviour} registered
 * for it; any other path is a 404. Thread-safe.
 */
public interface TestServer extends AutoCloseable {

  /** The URL of a path, scheme and port of this server. */
  URI uri(String path);

  /** Serves a path, without query, from now on. */
  void on(String path, Behaviour behaviour);

  /** The requests for a path so far, in order of arrival, those cut off in their body included. */
  List<ReceivedRequest> received(String path);

  /** How many connections were made to it so far. */
  int connections();

  @Override
  void close();

  /** How a request is answered. Runs on a thread of its own and may block. */
  @FunctionalInterface
  interface Behaviour {
    /**
     * Answers. What was begun and neither ended nor reset is ended afterwards.
     *
     * @throws Exception when the client went away or the behaviour failed; the connection is reset
     */
    void serve(ReceivedRequest request, Reply reply) throws Exception;
  }
}
