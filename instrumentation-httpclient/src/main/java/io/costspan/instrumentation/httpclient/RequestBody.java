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
 * @param publisher {@code null} for a request without one
 * @param collected the whole body, where it was wanted beforehand and could be had
 * @param tee whether the body is to be seen while it is sent
 */
record RequestBody(@Nullable BodyPublisher publisher, @Nullable ByteBuffer collected, boolean tee) {

  /**
   * The JDK's publishers that give the same bytes, at once, to every subscriber. Any other may be
   * readable once, or wait for a thread that is waiting for us, so it is left to the client. By
   * name, because the classes are not exported.
   */
  private static final Set<String> REPEATABLE =
      Set.of(
          "jdk.internal.net.http.RequestPublishers$ByteArrayPublisher",
          "jdk.internal.net.http.RequestPublishers$StringPublisher",
          "jdk.internal.net.http.RequestPublishers$FilePublisher",
          "jdk.internal.net.http.RequestPublishers$EmptyPublisher");

  static RequestBody of(HttpRequest request, GuardedCall call) {
    BodyPublisher publisher = request.bodyPublisher().orElse(null);
    BodyNeed need = call.bodyNeed();
    if (need == BodyNeed.NONE) {
      return new RequestBody(publisher, null, false);
    }
    if (publisher == null) {
      ByteBuffer none = ByteBuffer.allocate(0).asReadOnlyBuffer();
      return new RequestBody(null, need == BodyNeed.BEFORE_SENDING ? none : null, false);
    }
    ByteBuffer collected =
        need == BodyNeed.BEFORE_SENDING ? collect(publisher, call.bodyLimit()) : null;
    return new RequestBody(publisher, collected, collected == null);
  }

  private static @Nullable ByteBuffer collect(BodyPublisher publisher, int limit) {
    if (!REPEATABLE.contains(publisher.getClass().getName())) {
      return null;
    }
    long length = publisher.contentLength();
    return length < 0 || length > limit ? null : BodyCollector.collect(publisher, (int) length);
  }
}
