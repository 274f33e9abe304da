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
  private final int urlHash;
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
      String url,
      RequestSide requestSide,
      TraceLink trace,
      @Nullable String credential,
      @Nullable CallRecord promised) {
    this.meter = meter;
    this.endpoint = endpoint;
    this.urlHash = url.hashCode();
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

  /** Which attempt this is, to be asked once, when it has ended. */
  Attempt attempt() {
    return meter.attempts().attempt(key(), startNanos);
  }

  /** It has failed in a way clients retry. */
  void failed(Attempt attempt) {
    meter.attempts().failed(key(), attempt, meter.nanos());
  }

  /** A client that tries again is refused again: attempts of one call, which might cost once. */
  CallRecord refused(Handling handling) {
    if (requestSide.checksum() == 0) {
      return alone(Outcome.REFUSED, handling.code(), handling); // nobody knows what it is like
    }
    Attempt attempt = attempt();
    meter.attempts().refused(key(), attempt, meter.nanos());
    Handling told = attempt.afterRefusal() ? handling.forecast(null) : handling;
    return record(attempt, ResponseFacts.UNKNOWN, Outcome.REFUSED, told.code(), told);
  }

  private long key() {
    return requestSide.checksum() * 31 + urlHash;
  }

  /** The record of a call that is its group's first and only attempt. */
  CallRecord alone(Outcome outcome, @Nullable String error, Handling handling) {
    return record(Attempt.first(), ResponseFacts.UNKNOWN, outcome, error, handling);
  }

  CallRecord record(
      Attempt attempt,
      ResponseFacts facts,
      Outcome outcome,
      @Nullable String error,
      Handling handling) {
    return new CallRecord(
        attempt.id(),
        attempt.group(),
        attempt.number(),
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
        handling,
        attempt.answering());
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
