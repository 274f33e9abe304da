// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Handling;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.ResponseFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one call while it runs, and the record of it. As thread-safe as a call is. */
final class CallRecorder {
  private final Meter meter;
  private final Endpoint endpoint;
  private final RequestSide requestSide;
  private final @Nullable String credential;
  private final @Nullable CallRecord promised;
  private final Instant start;
  private final long startNanos;
  private volatile TraceLink trace;
  private volatile int status;
  private volatile boolean usageAsked;
  private volatile @Nullable AnswerSide answer;

  /**
   * Begins now.
   *
   * @param promised the call whose answer is asked for; {@code null} for a call of its own
   */
  CallRecorder(
      Meter meter,
      Endpoint endpoint,
      RequestSide requestSide,
      TraceLink trace,
      @Nullable String credential,
      @Nullable CallRecord promised) {
    this.meter = meter;
    this.endpoint = endpoint;
    this.requestSide = requestSide;
    this.trace = trace;
    this.credential = credential;
    this.promised = promised;
    this.start = meter.clock().instant();
    this.startNanos = meter.nanos();
  }

  Instant start() {
    return start;
  }

  long startNanos() {
    return startNanos;
  }

  TraceLink trace() {
    return trace;
  }

  int status() {
    return status;
  }

  boolean usageAsked() {
    return usageAsked;
  }

  @Nullable AnswerSide answer() {
    return answer;
  }

  /** A tracer beneath us has sent a header of its own. */
  void trace(TraceLink moved) {
    trace = moved;
  }

  void status(int answered) {
    status = answered;
  }

  void usageAsked(boolean asked) {
    usageAsked = asked;
  }

  void answer(AnswerSide side) {
    answer = side;
  }

  /** The record of a call that is its group's first and only attempt. */
  CallRecord alone(Outcome outcome, @Nullable String error, Handling handling) {
    String id = CallIds.next();
    return record(id, id, 1, ResponseFacts.UNKNOWN, outcome, error, handling);
  }

  CallRecord record(
      String id,
      String group,
      int attempt,
      ResponseFacts facts,
      Outcome outcome,
      @Nullable String error,
      Handling handling) {
    return new CallRecord(
        id,
        group,
        attempt,
        endpoint,
        requestSide.facts(),
        facts,
        status,
        outcome,
        error,
        timing(meter.nanos()),
        trace,
        credential,
        usageAsked,
        null,
        handling);
  }

  private Timing timing(long now) {
    AnswerSide side = answer;
    long first = side == null ? -1 : side.firstChunkNanos();
    return new Timing(
        start,
        promised == null ? start : promised.timing().priced(),
        now - startNanos,
        first < 0 ? -1 : first - startNanos,
        side == null ? new long[0] : side.gapNanos());
  }
}
