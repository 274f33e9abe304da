// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.passage.Attendance;
import io.costspan.engine.passage.BothTaps;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt. Unless the controls have it otherwise, it never changes the call beyond naming its
 * own span in a {@code traceparent} nobody else set, and asking for the usage of a stream that
 * would carry none.
 */
final class MeteredCall implements Call {
  private final Meter meter;
  private final Endpoint endpoint;
  private final @Nullable String credential;
  private final boolean inject;
  private final @Nullable StreamUsage streamUsage;
  private final @Nullable CallRecord promised;
  private final RequestSide requestSide;
  private final CallRecorder recorder;
  private final ControlSide controls;
  private final @Nullable TraceParent parent;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile @Nullable CallRecord recorded;
  private volatile @Nullable LocalServing serving;

  /**
   * @param controls those who decide
   * @param parent the trace it was made in; {@code null} for none
   * @param inject whether to name our span to the provider
   * @param streamUsage asks for usage, in a call where that may be wanted
   * @param promised the call whose answer this exchange asks for; {@code null} for a call of its
   *     own
   */
  MeteredCall(
      Meter meter,
      Endpoint endpoint,
      String url,
      ControlSide controls,
      @Nullable TraceParent parent,
      boolean inject,
      @Nullable StreamUsage streamUsage,
      @Nullable String credential,
      @Nullable CallRecord promised) {
    this.meter = meter;
    this.endpoint = endpoint;
    this.controls = controls;
    this.parent = parent;
    this.inject = inject;
    this.streamUsage = streamUsage;
    this.credential = credential;
    this.promised = promised;
    this.requestSide =
        new RequestSide(
            endpoint, promised == null ? null : promised.request(), meter.settler().samples());
    this.recorder =
        new CallRecorder(
            meter, endpoint, url, requestSide, meter.links().below(parent), credential, promised);
  }

  @Override
  public BodyNeed bodyNeed() {
    if (controls.needsBody()) {
      return BodyNeed.BEFORE_SENDING;
    }
    return readsIfAtHand() ? BodyNeed.IF_AT_HAND : BodyNeed.WHILE_SENDING;
  }

  @Override
  public int bodyLimit() {
    if (controls.needsBody()) {
      return ControlSide.BODY_LIMIT;
    }
    return readsIfAtHand() ? StreamUsage.BODY_LIMIT : 0;
  }

  /** Of a call that is not sent no model would be known else, nor what it might have cost. */
  private boolean readsIfAtHand() {
    return streamUsage != null || !controls.none();
  }

  @Override
  public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
    begun();
    if (body != null) {
      requestSide.whole(body.duplicate());
    }
    if (controls.none()) {
      return send(body);
    }
    // facts that are asked for before the body is there would stay unknown
    RequestFacts facts = body == null ? RequestFacts.UNKNOWN : requestSide.facts();
    if (!endpoint.confirmedBy(facts)) {
      controls.leave();
      return send(body);
    }
    return verdict(controls.admit(facts, body, caller, requestSide), body);
  }

  private Verdict verdict(Ruling ruling, @Nullable ByteBuffer body) {
    if (ruling instanceof Ruling.Wait wait) {
      return new Verdict.Later(wait.then().handle((then, fault) -> afterWait(then, fault, body)));
    }
    if (ruling instanceof Ruling.Local local) {
      return served(local, null);
    }
    return ruling instanceof Ruling.Refused refused ? refused(refused) : send(body);
  }

  private Verdict afterWait(
      @Nullable Ruling then, @Nullable Throwable fault, @Nullable ByteBuffer body) {
    controls.waited();
    if (settled.get()) {
      controls.withdraw(); // the application has left meanwhile
      if (then instanceof Ruling.Local local) {
        local.answer().body().close();
      }
      return Verdict.SEND;
    }
    if (then == null) {
      ControlFaults.tell(fault == null ? new IllegalStateException("no ruling") : fault);
      controls.leave();
      return send(body);
    }
    return verdict(then, body);
  }

  @Override
  public Verdict.Send sendAfterAll() {
    LocalServing unplayed = serving;
    if (unplayed != null) {
      unplayed.unplayed();
    }
    controls.withdraw(); // they learn what it cost all the same
    settled.set(false);
    meter.calls().begun(this);
    return send(null);
  }

  private Verdict.Send send(@Nullable ByteBuffer body) {
    ByteBuffer asking =
        body == null || streamUsage == null
            ? null
            : streamUsage.asking(endpoint, requestSide.facts(), body);
    recorder.usageAsked(asking != null);
    controls.sending();
    if (!inject && asking == null && controls.without().isEmpty()) {
      return (Verdict.Send) Verdict.SEND;
    }
    Map<String, String> headers =
        inject ? Map.of(Meter.TRACEPARENT, TraceParent.format(recorder.trace())) : Map.of();
    return new Verdict.Send(null, headers, asking, controls.without());
  }

  private Verdict refused(Ruling.Refused refused) {
    if (over()) {
      requestSide.forget();
      Handling handling = controls.refused(refused.handling());
      recorder.status(refused.verdict() instanceof Verdict.Answer local ? local.status() : 0);
      meter.settler().settle(recorder.refused(handling), Texts.NONE);
    }
    return refused.verdict();
  }

  /**
   * @param failed the attempt it stands in for; {@code null} when none was made
   */
  private Verdict.Answer served(Ruling.Local local, @Nullable CallRecord failed) {
    if (failed == null && over()) {
      requestSide.forget();
    }
    controls.decided();
    LocalServing.Call call =
        new LocalServing.Call(
            endpoint,
            requestSide.facts(),
            failed == null ? recorder.trace() : meter.links().below(parent),
            credential,
            failed == null ? null : failed.group(),
            failed == null ? 1 : failed.attempt() + 1,
            failed == null ? recorder.start() : meter.clock().instant(),
            failed == null ? recorder.startNanos() : meter.nanos());
    LocalServing answered = new LocalServing(meter, call, local, controls.of(local.handling()));
    if (failed == null) {
      serving = answered;
    }
    return answered.verdict();
  }

  @Override
  public boolean mayReplaceAnswer() {
    return !settled.get() && controls.mayAnswerInstead();
  }

  @Override
  public boolean mayBeFollowed() {
    return controls.mayBeFollowed();
  }

  @Override
  public BodyTap requestTap() {
    return requestSide.start();
  }

  @Override
  public <R> Reaction respond(
      int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent) {
    recorder.status(status);
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
    recorder.answer(side);
    Attendance attendance = controls.respond(status, head);
    Ruling.Local instead = attendance.instead();
    if (instead != null) {
      side.abort(null); // the glue closes the answer unread and says no more of it
      return new Reaction(side, null, served(instead, recorded));
    }
    BodyFilter filter =
        streamUsage != null && recorder.usageAsked()
            ? streamUsage.filter(endpoint, request, head)
            : null;
    BodyTap tap = attendance.tap();
    if (tap == null) {
      return new Reaction(side, filter, null);
    }
    return filter == null
        ? Reaction.deliver(new BothTaps(tap, side))
        : new Reaction(new BothTaps(new EndingsOnly(tap), side), new AppBytes(filter, tap), null);
  }

  @Override
  public @Nullable Verdict fail(Throwable error) {
    AnswerSide side = recorder.answer();
    if (side != null) {
      side.abort(error);
      return null;
    }
    if (controls.unsent()) {
      leftUnsent(error);
      return null;
    }
    boolean left = ErrorType.isCancellation(error);
    Ruling.Local instead = left || settled.get() ? null : controls.fail(error);
    settle(ResponseFacts.UNKNOWN, left ? Outcome.CANCELLED : Outcome.FAILED, error);
    return instead == null ? null : served(instead, recorded);
  }

  /** The application left while it was put off, or while its body was read ahead. */
  private void leftUnsent(Throwable error) {
    boolean first = over(); // before a wait ends by it, which would go on otherwise
    controls.withdraw();
    requestSide.forget();
    if (first && promised == null && endpoint.certain()) {
      String reason = ErrorType.of(0, ResponseFacts.UNKNOWN, error);
      CallRecord record = recorder.alone(Outcome.WITHDRAWN, reason, controls.handling());
      meter.settler().settle(record, Texts.NONE);
    }
    controls.decided();
  }

  /**
   * A tracer beneath us may have sent a header of its own: then our span belongs under its span,
   * not beside it.
   */
  private void joinTraceOf(@Nullable String sentTraceparent) {
    TraceParent sent = TraceParent.parse(sentTraceparent, null);
    TraceLink trace = recorder.trace();
    if (sent != null
        && !sent.spanId().equals(trace.spanId())
        && !sent.spanId().equals(trace.parentSpanId())) {
      recorder.trace(meter.links().moved(trace, sent));
    }
  }

  private void settle(ResponseFacts facts, Outcome outcome, @Nullable Throwable cause) {
    if (!over()) {
      return;
    }
    AnswerSide side = recorder.answer();
    boolean handedOver = false;
    try {
      RequestFacts request = requestSide.facts();
      controls.ended(facts, outcome == Outcome.COMPLETE);
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
        controls.lost();
      }
    }
  }

  /** An answer that was promised is there; before that, asking for it is no call at all. */
  private void settleLater(
      CallRecord first, ResponseFacts facts, Outcome outcome, @Nullable Throwable cause) {
    if (LaterAnswers.arrived(facts) && meter.later().keep(first)) {
      String error = ErrorType.of(recorder.status(), facts, cause);
      CallRecord record =
          recorder.record(Attempt.answering(first), facts, outcome, error, handling());
      meter.settler().settle(record, Texts.NONE);
    }
  }

  private void settleOwn(
      ResponseFacts facts, Outcome outcome, @Nullable Throwable cause, Texts texts) {
    RequestFacts request = requestSide.facts();
    String error = ErrorType.of(recorder.status(), facts, cause);
    Attempt attempt = recorder.attempt();
    if (LaterAnswers.promised(request, facts)) {
      CallRecord pending = recorder.record(attempt, facts, Outcome.PENDING, error, handling());
      // one that is lost counts by its forecast: its answer must not count beside that
      if (meter.settler().settle(pending, texts, controls.passage())) {
        meter.later().promise(pending);
      }
      return;
    }
    if (error != null && outcome != Outcome.CANCELLED) {
      recorder.failed(attempt);
    }
    CallRecord record = recorder.record(attempt, facts, outcome, error, handling());
    recorded = record;
    meter.settler().settle(record, texts, controls.passage());
  }

  private void begun() {
    meter.calls().begun(this);
    if (settled.get()) {
      meter.calls().ended(this); // the application was quicker
    }
  }

  /** Ends the call; whether it had not ended before. */
  private boolean over() {
    meter.calls().ended(this);
    return settled.compareAndSet(false, true);
  }

  /** How far it is. */
  CallInFlight inFlight() {
    CallInFlight.Phase sent =
        recorder.answer() == null ? CallInFlight.Phase.SENT : CallInFlight.Phase.ANSWERING;
    return controls.inFlight(
        recorder.start(), controls.unsent() ? CallInFlight.Phase.WAITING : sent);
  }

  private Handling handling() {
    return controls.handling();
  }
}
