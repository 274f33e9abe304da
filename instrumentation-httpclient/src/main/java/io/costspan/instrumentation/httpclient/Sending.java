// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Verdict;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes of the application's request what goes out.
 *
 * @param original the application's request
 * @param patience from when the application made it
 */
record Sending(
    GuardedCall call,
    AbandonedBodies abandoned,
    FaultBreaker breaker,
    HttpRequest original,
    RequestBody body,
    Patience patience) {

  /** The request to send: the application's very own when nothing changes. */
  HttpRequest request(Verdict.Send send) {
    if (body.ahead() != null) {
      return changed(send).within(patience.left());
    }
    return send.unchanged() && !body.tee() ? original : changed(send);
  }

  /** The request to send, always a copy. */
  OutgoingRequest changed(Verdict.Send send) {
    String url = send.url();
    return new OutgoingRequest(
        original,
        url == null ? null : URI.create(url),
        send.headers(),
        send.without(),
        publisher(send.body()));
  }

  /** The request as the application made it, of whose body some may have been read by now. */
  OutgoingRequest plain() {
    return new OutgoingRequest(original, null, Map.of(), Set.of(), body.publisher());
  }

  /** Follows a request that is about to be sent. */
  ObservedCall observe(HttpRequest outgoing) {
    return new ObservedCall(
        call,
        abandoned,
        breaker,
        outgoing.headers().firstValue("traceparent").orElse(null),
        call.mayBeFollowed());
  }

  private @Nullable BodyPublisher publisher(@Nullable ByteBuffer replacement) {
    if (replacement != null) {
      byte[] bytes = new byte[replacement.remaining()];
      replacement.duplicate().get(bytes);
      return BodyPublishers.ofByteArray(bytes);
    }
    BodyPublisher own = body.publisher();
    return own != null && body.tee() ? new TeePublisher(own, call) : own;
  }
}
