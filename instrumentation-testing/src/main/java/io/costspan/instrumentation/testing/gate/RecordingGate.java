// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes every exchange whose path starts with {@code /v1/} for a paid call, records its life, and
 * decides as told; untold, it sends and delivers unchanged. To be told before its first call;
 * thread-safe from then on.
 */
public final class RecordingGate implements CallGate {
  private final List<RecordedCall> calls = new CopyOnWriteArrayList<>();

  BodyNeed need = BodyNeed.NONE;
  int limit = 1 << 20;
  boolean mayReplaceAnswer;
  boolean readOn;
  boolean mayBeFollowed;
  Function<RecordedCall, Verdict> admission = call -> Verdict.SEND;
  BiFunction<RecordedCall, BodyTap, Reaction> reaction = (call, tap) -> Reaction.deliver(tap);
  Function<Throwable, @Nullable Verdict> rescue = error -> null;

  /** Wants the request body. */
  public RecordingGate needing(BodyNeed how) {
    need = how;
    return this;
  }

  /** Wants no longer body than this. */
  public RecordingGate limitedTo(int bytes) {
    limit = bytes;
    return this;
  }

  /** Answers admission with this. */
  public RecordingGate admitting(Verdict verdict) {
    return admitting(call -> verdict);
  }

  /** Answers admission with what this gives. */
  public RecordingGate admitting(Function<RecordedCall, Verdict> decision) {
    admission = decision;
    return this;
  }

  /**
   * Answers a head with what this gives; the tap it is given records the body. Asked again for the
   * answer that comes instead.
   */
  public RecordingGate reacting(BiFunction<RecordedCall, BodyTap, Reaction> decision) {
    reaction = decision;
    return this;
  }

  /** Says beforehand that another answer may be asked for. */
  public RecordingGate replacing() {
    mayReplaceAnswer = true;
    return this;
  }

  /** Has somebody wait for the whole of every answer. */
  public RecordingGate readingOn() {
    readOn = true;
    return this;
  }

  /** Says beforehand that others may come to read every answer. */
  public RecordingGate followed() {
    mayBeFollowed = true;
    return this;
  }

  /** Answers a failure with what this gives. */
  public RecordingGate rescuing(Function<Throwable, @Nullable Verdict> decision) {
    rescue = decision;
    return this;
  }

  @Override
  public <R> @Nullable RecordedCall open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    int path = url.indexOf('/', url.indexOf("://") + 3);
    if (path < 0 || !url.startsWith("/v1/", path)) {
      return null;
    }
    RecordedCall call =
        new RecordedCall(this, method, host, port, url, headers.first(request, "CONTENT-TYPE"));
    calls.add(call);
    return call;
  }

  /** The calls so far. */
  public List<RecordedCall> calls() {
    return List.copyOf(calls);
  }

  /** The one call there was. */
  public RecordedCall only() {
    if (calls.size() != 1) {
      throw new AssertionError("expected one call, there were " + calls.size());
    }
    return calls.get(0);
  }
}
