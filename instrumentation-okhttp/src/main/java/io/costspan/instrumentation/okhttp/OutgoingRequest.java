// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyNeed;
import io.costspan.contract.Verdict;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The application's request and what leaves in its place. With nothing to change and nothing to
 * see, the very same object leaves. Never throws. Used by one thread.
 */
final class OutgoingRequest {
  /** True of the old body only. OkHttp states the new length itself. */
  private static final Set<String> TELLS_OF_BODY =
      Set.of("content-length", "transfer-encoding", "content-md5", "digest", "content-digest");

  private final Request original;
  private final GuardedCall call;
  private final FaultBreaker breaker;
  private final BodyNeed need;
  private @Nullable CollectedBody collected;

  OutgoingRequest(Request original, GuardedCall call, FaultBreaker breaker) {
    this.original = original;
    this.call = call;
    this.breaker = breaker;
    this.need = call.bodyNeed();
  }

  Request original() {
    return original;
  }

  /** The whole body for {@code admit}; {@code null} when not asked for or not to be had. */
  @Nullable ByteBuffer readAhead() {
    if (need != BodyNeed.BEFORE_SENDING && need != BodyNeed.IF_AT_HAND) {
      return null;
    }
    RequestBody body = original.body();
    if (body == null) {
      return ByteBuffer.allocate(0).asReadOnlyBuffer();
    }
    try {
      collected = CollectedBody.collect(body, call.bodyLimit());
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
    return collected == null ? null : collected.whole();
  }

  /** Whether another request can follow the one that has been sent. */
  boolean canBeSentAgain(Verdict verdict) {
    RequestBody body = original.body();
    try {
      return body == null
          || collected != null
          || (verdict instanceof Verdict.Send send && send.body() != null)
          || !(LaterMethods.isDuplex(body) || LaterMethods.isOneShot(body));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return false;
    }
  }

  /** What to send; the application's own request where the change cannot be made. */
  Request as(Verdict verdict) {
    try {
      Verdict.Send send =
          verdict instanceof Verdict.Send given ? given : (Verdict.Send) Verdict.SEND;
      RequestBody body = body(send);
      return send.unchanged() && body == original.body() ? original : changed(send, body);
    } catch (Throwable fault) {
      breaker.fault(fault);
      return collected == null
          ? original
          : original.newBuilder().method(original.method(), collected).build();
    }
  }

  private @Nullable RequestBody body(Verdict.Send send) {
    RequestBody body = original.body();
    if (send.body() != null) {
      return new ReplacedBody(send.body(), contentType(send), body);
    }
    if (collected != null) {
      return collected;
    }
    boolean tee = body != null && need != BodyNeed.NONE && !LaterMethods.isDuplex(body);
    return tee ? new TeeRequestBody(body, call, breaker) : body;
  }

  private Request changed(Verdict.Send send, @Nullable RequestBody body) {
    Request.Builder builder = original.newBuilder().method(original.method(), body);
    if (send.url() != null) {
      redirect(builder, send.url());
    }
    if (send.body() != null) {
      TELLS_OF_BODY.forEach(builder::removeHeader);
    }
    send.without().forEach(builder::removeHeader);
    send.headers().forEach(builder::header);
    return builder.build();
  }

  private void redirect(Request.Builder builder, String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException("not an http URL: " + text);
    }
    if (!url.host().equals(original.url().host()) || url.port() != original.url().port()) {
      builder.removeHeader("Host"); // one of the application's own would name the old place
    }
    builder.url(url);
  }

  /** OkHttp lets the body's own type win over the header. */
  private @Nullable MediaType contentType(Verdict.Send send) {
    for (Map.Entry<String, String> header : send.headers().entrySet()) {
      if (header.getKey().toLowerCase(Locale.ROOT).equals("content-type")) {
        return MediaType.parse(header.getValue());
      }
    }
    RequestBody body = original.body();
    return body == null ? null : body.contentType();
  }
}
