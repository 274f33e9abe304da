// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import java.net.URI;

/**
 * An HTTP client as an application uses it, with or without costspan beside it. Thread-safe where
 * the client is.
 */
public interface ClientUnderTest extends AutoCloseable {

  /**
   * Sends with the client's synchronous call and reads the whole body the way the client reads one
   * into memory. Never throws: what the application would catch is in the outcome.
   */
  Outcome send(TestRequest request);

  /** Sends with the client's asynchronous call; the whole body is read into memory. */
  PendingCall start(TestRequest request);

  /**
   * Sends and returns once the head is there; the body is read as a stream.
   *
   * @throws Exception what the application gets instead of a head; unwrapped from the client's own
   *     wrapper of asynchronous failures (such as {@code ExecutionException})
   */
  LiveResponse open(CallMode mode, TestRequest request) throws Exception;

  /**
   * Opens a WebSocket and gives the first text message the server sends.
   *
   * @param url an {@code http} URL; a client that wants {@code ws} changes the scheme
   */
  String firstWebSocketMessage(URI url) throws Exception;

  /** Whether a call that waits for something of ours is seen to be cancelled. */
  default boolean tellsOfCancellation() {
    return true;
  }

  /** Whether the answer to a call that was cancelled can still be read for others. */
  default boolean outlivesCancellation() {
    return false;
  }

  @Override
  void close();

  /** An asynchronous call under way. */
  interface PendingCall {
    /** Waits for the outcome, 30 seconds at most. */
    Outcome await();

    /** The thread on which the application heard of the outcome. */
    Thread calledBackOn();

    /** Cancels the call the way an application does. */
    void cancel();
  }
}
