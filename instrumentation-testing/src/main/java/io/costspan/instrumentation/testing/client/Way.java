// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import java.util.concurrent.ExecutionException;

/** A way to make a call and to read its answer. */
public enum Way {
  /** The calling thread waits for the body in memory. */
  SYNC_WHOLE(CallMode.SYNC, true),
  /** The calling thread waits for the head, then reads a stream. */
  SYNC_STREAM(CallMode.SYNC, false),
  /** The client calls back with the body in memory. */
  ASYNC_WHOLE(CallMode.ASYNC, true),
  /** The client calls back with the head; then a stream is read. */
  ASYNC_STREAM(CallMode.ASYNC, false);

  private final CallMode mode;
  private final boolean whole;

  Way(CallMode mode, boolean whole) {
    this.mode = mode;
    this.whole = whole;
  }

  /** Makes the call and reads the answer to its end. */
  public Outcome exchange(ClientUnderTest client, TestRequest request) {
    if (whole) {
      return mode == CallMode.SYNC ? client.send(request) : client.start(request).await();
    }
    try (LiveResponse live = client.open(mode, request)) {
      return Outcome.of(live.status(), live.headers(), live.body().readAllBytes());
    } catch (Exception error) {
      return Outcome.failed(
          error instanceof ExecutionException && error.getCause() != null
              ? error.getCause()
              : error);
    }
  }
}
