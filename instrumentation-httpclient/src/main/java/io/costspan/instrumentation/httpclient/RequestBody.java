// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyNeed;
import io.costspan.contract.guard.GuardedCall;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application's request body, as far as a call wants it.
 *
 * @param publisher what the client is to send; {@code null} for a request without a body
 * @param known the whole body, where it was wanted beforehand and was there at once
 * @param ahead the publisher, where it is wanted beforehand and has to be read for that
 * @param wanted whether the body is to be seen at all
 */
record RequestBody(
    @Nullable BodyPublisher publisher,
    @Nullable ByteBuffer known,
    @Nullable ReadAhead ahead,
    boolean wanted) {

  /**
   * The JDK's publishers that give the same bytes, at once and from memory, to every subscriber. By
   * name, because the classes are not exported.
   */
  private static final Set<String> IN_MEMORY =
      Set.of(
          "jdk.internal.net.http.RequestPublishers$ByteArrayPublisher",
          "jdk.internal.net.http.RequestPublishers$StringPublisher",
          "jdk.internal.net.http.RequestPublishers$EmptyPublisher");

  static RequestBody of(HttpRequest request, GuardedCall call) {
    BodyPublisher publisher = request.bodyPublisher().orElse(null);
    BodyNeed need = call.bodyNeed();
    if (need == BodyNeed.NONE) {
      return new RequestBody(publisher, null, null, false);
    }
    boolean before = need != BodyNeed.WHILE_SENDING;
    if (publisher == null) {
      ByteBuffer none = ByteBuffer.allocate(0).asReadOnlyBuffer();
      return new RequestBody(null, before ? none : null, null, false);
    }
    int limit = before ? call.bodyLimit() : 0;
    long length = publisher.contentLength();
    if (limit == 0 || length > limit) {
      return new RequestBody(publisher, null, null, true);
    }
    if (IN_MEMORY.contains(publisher.getClass().getName())) {
      ByteBuffer collected = BodyCollector.collect(publisher, (int) length);
      return new RequestBody(publisher, collected, null, true);
    }
    if (need == BodyNeed.IF_AT_HAND) {
      return new RequestBody(publisher, null, null, true);
    }
    ReadAhead ahead = new ReadAhead(publisher, limit);
    return new RequestBody(ahead, null, ahead, true);
  }

  /** The whole body, as far as is known by now. */
  @Nullable ByteBuffer collected() {
    return ahead == null ? known : ahead.whole();
  }

  /** Whether the body is to be seen while it is sent. */
  boolean tee() {
    return wanted && collected() == null;
  }

  /** Nothing is sent. */
  void abandon() {
    if (ahead != null) {
      ahead.abandon();
    }
  }
}
