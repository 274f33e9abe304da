// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import io.costspan.contract.guard.GuardedTap;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** The application's request body, seen as it is written; from the start each time it is. */
final class TeeRequestBody extends RequestBody {
  private final RequestBody body;
  private final GuardedCall call;
  private final FaultBreaker breaker;

  TeeRequestBody(RequestBody body, GuardedCall call, FaultBreaker breaker) {
    this.body = body;
    this.call = call;
    this.breaker = breaker;
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return body.contentLength();
  }

  /** Overrides OkHttp's own from 3.14 on. */
  public boolean isOneShot() {
    return LaterMethods.isOneShot(body);
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    GuardedTap tap;
    TeeSink tee;
    BufferedSink buffered;
    try {
      tap = call.requestTap();
      tee = new TeeSink(sink, tap, breaker);
      buffered = Okio.buffer(tee);
    } catch (Throwable fault) {
      breaker.fault(fault);
      body.writeTo(sink);
      return;
    }
    try {
      body.writeTo(buffered);
      if (!tee.closed()) {
        buffered.emit(); // and not flush: when to send is OkHttp's to decide
      }
    } catch (Throwable failure) {
      tap.abort(failure);
      throw failure;
    }
    tap.end();
  }
}
