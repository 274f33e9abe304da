// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, observed. It never changes the call beyond naming its own span in a {@code
 * traceparent} nobody else set, and asking for the usage of a stream that would carry none.
 */
final class MeteredCall implements Call {
  private final Meter meter;
  private final Endpoint endpoint;
  private final @Nullable String credential;
  private final boolean inject;
  private final @Nullable StreamUsage streamUsage;
  private final Instant start;
  private final long startNanos;
  private final @Nullable CallRecord promised;
  private final RequestSide requestSide;
  private final int urlHash;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile TraceLink trace;
  private volatile int status;
  private volatile boolean usageAsked;
  private volatile @Nullable AnswerSide answer;

  /**
   * @param inject whether to name our span to the provider
   * @param streamUsage asks for usage, in a call where that may be wanted
   * @param promised the call whose answer this exchange asks for; {@code null} for a call of its
   *     own
   */
  MeteredCall(
      Meter meter,
      Endpoint endpoint,
      String url,
      TraceLink trace,
      boolean inject,
      @Nullable StreamUsage streamUsage,
      @Nullable String credential,
      @Nullable CallRecord promised) {
    this.meter = meter;
    this.endpoint = endpoint;
    this.trace = trace;
    this.inject = inject;
    this.streamUsage = streamUsage;
    this.credential = credential;
    this.urlHash = url.hashCode();
    this.promised = promised;
    this.requestSide =
        new RequestSide(
            endpoint, promised == null ? null : promised.request(), meter.settler().samples());
    this.start = meter.clock().instant();
    this.startNanos = meter.nanos();
  }

  @Override
  public BodyNeed bodyNeed() {
    return streamUsage == null ? BodyNeed.WHILE_SENDING : BodyNeed.BEFORE_SENDING;
  }

  @Override
  public int bodyLimit() {
    return streamUsage == null ? 0 : StreamUsage.BODY_LIMIT;
  }

  @Override
  public Verdict admit(@Nullable ByteBuffer body) {
    ByteBuffer asking = null;
    if (body != null) {
      requestSide.whole(body.duplicate());
      asking = streamUsage == null ? null : streamUsage.asking(endpoint, requestSide.facts(), body);
    }
    usageAsked = asking != null;
    if (!inject && asking == null) {
      return Verdict.SEND;
    }
    Map<String, String> headers =
        inject ? Map.of(Meter.TRACEPARENT, TraceParent.format(trace)) : Map.of();
    return new Verdict.Send(null, headers, asking);
  }

  @Override
  public BodyTap requestTap() {
    return requestSide.start();
  }

  @Override
  public <R> Reaction respond(
      int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent) {
    this.status = status;
    boolean answering = false;
    try {
      joinTraceOf(sentTraceparent);
      Reaction reaction = reaction(status, response, headers);
      answering = true;
      return reaction;
    } finally {
      if (!answering) {
        requestSide.forget();
      }
    }
  }

  private <R> Reaction reaction(int status, R response, HeaderReader<R> headers) {
    RequestFacts request = requestSide.facts();
    ResponseHead head = new ResponseHead(status, name -> headers.first(response, name));
    AnswerSide side =
        new AnswerSide(
            endpoint.dialect().response(endpoint, request, head),
            meter::nanos,
            this::settle,
            status < 300 ? meter.settler().samples() : null);
    answer = side;
    BodyFilter filter =
        streamUsage != null && usageAsked ? streamUsage.filter(endpoint, request, head) : null;
    return new Reaction(side, filter, null);
  }

  @Override
  public @Nullable Verdict fail(Throwable error) {
    AnswerSide side = answer;
    if (side != null) {
      side.abort(error);
    } else {
      settle(
          ResponseFacts.UNKNOWN,
          ErrorType.isCancellation(error) ? Outcome.CANCELLED : Outcome.FAILED,
          error);
    }
    return null;
  }

  /**
   * A tracer beneath us may have sent a header of its own: then our span belongs under its span,
   * not beside it.
   */
  private void joinTraceOf(@Nullable String sentTraceparent) {
    TraceParent sent = TraceParent.parse(sentTraceparent, null);
    if (sent != null
        && !sent.spanId().equals(trace.spanId())
        && !sent.spanId().equals(trace.parentSpanId())) {
      trace = meter.links().moved(trace, sent);
    }
  }

  private void settle(ResponseFacts facts, Outcome outcome, @Nullable Throwable cause) {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    AnswerSide side = answer;
    boolean handedOver = false;
    try {
      RequestFacts request = requestSide.facts();
      if (promised != null) {
        settleLater(promised, facts, outcome, cause);
      } else if (endpoint.confirmedBy(request)) {
        Texts texts = new Texts(requestSide.text(), side == null ? null : side.text());
        settleOwn(facts, outcome, cause, texts);
        handedOver = true;
      }
    } finally {
      if (!handedOver) {
        requestSide.forget();
        Texts.close(side == null ? null : side.text());
      }
    }
  }

  /** An answer that was promised is there; before that, asking for it is no call at all. */
  private void settleLater(
      CallRecord first, ResponseFacts facts, Outcome outcome, @Nullable Throwable cause) {
    if (LaterAnswers.arrived(facts) && meter.later().keep(first)) {
      String error = ErrorType.of(status, facts, cause);
      meter
          .settler()
          .settle(record(id(), first.group(), first.attempt(), facts, outcome, error), Texts.NONE);
    }
  }

  private void settleOwn(
      ResponseFacts facts, Outcome outcome, @Nullable Throwable cause, Texts texts) {
    RequestFacts request = requestSide.facts();
    String error = ErrorType.of(status, facts, cause);
    String id = id();
    long now = meter.nanos();
    long key = requestSide.checksum() * 31 + urlHash;
    AttemptGroups.@Nullable Failed previous = meter.attempts().continued(key, startNanos);
    String group = previous == null ? id : previous.group();
    int attempt = previous == null ? 1 : previous.attempt() + 1;
    if (LaterAnswers.promised(request, facts)) {
      CallRecord pending = record(id, group, attempt, facts, Outcome.PENDING, error);
      meter.later().promise(pending);
      meter.settler().settle(pending, texts);
      return;
    }
    if (error != null && outcome != Outcome.CANCELLED) {
      meter.attempts().failed(key, group, attempt, now);
    }
    meter.settler().settle(record(id, group, attempt, facts, outcome, error), texts);
  }

  private static String id() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private CallRecord record(
      String id,
      String group,
      int attempt,
      ResponseFacts facts,
      Outcome outcome,
      @Nullable String error) {
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
        null);
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
