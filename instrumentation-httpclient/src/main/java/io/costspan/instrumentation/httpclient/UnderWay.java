// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.guard.UnusedVerdict;
import org.jspecify.annotations.Nullable;

/**
 * A call that the client carries out by itself.
 *
 * @param call {@code null} where we could not follow it
 */
record UnderWay(@Nullable ObservedCall call, RequestBody body) {

  /**
   * The client's future is complete, or there is none.
   *
   * @param error {@code null} for well
   */
  void over(@Nullable Throwable error) {
    try {
      if (error != null && call != null) {
        UnusedVerdict.close(call.failed(error));
      }
    } finally {
      body.abandon(); // where no connection was made, the client never came to it
    }
  }
}
