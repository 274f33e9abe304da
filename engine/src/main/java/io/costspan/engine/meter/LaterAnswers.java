// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers a provider has promised for later: OpenAI's background responses, whose POST says
 * {@code queued} and whose GET has the usage, and Google's background interactions, whose POST
 * gives no reason to have ended. Asking for an answer costs nothing; only the asking that first
 * brings a promised one is the end of its call. Remembers {@value #MOST} promises for a day; those
 * made to another process are not known here. Thread-safe.
 */
final class LaterAnswers {
  private static final int MOST = 10_000;
  private static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(24);
  private static final List<String> UNFINISHED = List.of("queued", "in_progress");
  private static final List<String> BEFORE_ID = List.of("/responses/", "/interactions/");

  private final Map<String, Promise> promises = new LinkedHashMap<>();
  private final LongSupplier nanoClock;
  private volatile boolean any;

  /**
   * @param nanoClock monotonic nanoseconds
   */
  LaterAnswers(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Whether an answer is not there yet and can be asked for later. */
  static boolean promised(RequestFacts request, ResponseFacts answer) {
    List<String> reasons = answer.finishReasons();
    return answer.id() != null
        && answer.error() == null
        && answer.usage().isEmpty()
        && (Boolean.TRUE.equals(request.background())
            ? reasons.isEmpty() || UNFINISHED.contains(reasons.get(0))
            : !reasons.isEmpty() && reasons.get(0).equals("queued"));
  }

  /**
   * Whether an answer that was asked for is there, in whatever way it ended. One that says so and
   * is cut before its usage is not: whoever asks for it again gets all of it.
   */
  static boolean arrived(ResponseFacts answer) {
    List<String> reasons = answer.finishReasons();
    return !reasons.isEmpty()
        && !UNFINISHED.contains(reasons.get(0))
        && (answer.whole() || !answer.usage().isEmpty());
  }

  /** Remembers the call of an answer that was promised. */
  synchronized void promise(CallRecord call) {
    String id = call.response().id();
    if (id == null) {
      return;
    }
    long now = nanoClock.getAsLong();
    promises.put(id, new Promise(call, now));
    Iterator<Promise> eldest = promises.values().iterator();
    while (eldest.hasNext()
        && (now - eldest.next().atNanos > KEPT_NANOS || promises.size() > MOST)) {
      eldest.remove();
    }
    any = !promises.isEmpty();
  }

  /**
   * The call whose answer is asked for; {@code null}, without an allocation as long as nothing is
   * promised, when the exchange is anything else.
   *
   * @param url the whole URL, scheme first
   */
  @Nullable CallRecord asked(String method, String host, int port, String url) {
    if (!any || !"GET".equals(method)) {
      return null;
    }
    int query = url.indexOf('?');
    int end = query < 0 ? url.length() : query;
    int slash = url.lastIndexOf('/', end - 1);
    for (String part : BEFORE_ID) {
      if (url.regionMatches(slash + 1 - part.length(), part, 0, part.length())) {
        return promised(host, port, url.substring(slash + 1, end));
      }
    }
    return null;
  }

  private synchronized @Nullable CallRecord promised(String host, int port, String id) {
    Promise promise = promises.get(id);
    if (promise == null || nanoClock.getAsLong() - promise.atNanos > KEPT_NANOS) {
      return null;
    }
    Endpoint endpoint = promise.call.endpoint();
    return endpoint.host().equalsIgnoreCase(host) && endpoint.port() == port ? promise.call : null;
  }

  /** Keeps a promise; whether this is the one time that it was kept. */
  synchronized boolean keep(CallRecord call) {
    boolean kept = promises.remove(call.response().id()) != null;
    any = !promises.isEmpty();
    return kept;
  }

  private record Promise(CallRecord call, long atNanos) {}
}
