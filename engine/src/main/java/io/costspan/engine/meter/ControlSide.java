// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.Caller;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Attendance;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call's side towards the controls. What they throw while a call ends is told, not passed on:
 * the call is recorded all the same. As thread-safe as a {@link Passage} need be.
 */
final class ControlSide {
  /** The longest body that is read ahead for the controls, in bytes. */
  static final int BODY_LIMIT = 16 << 20;

  private final Guidance guidance;
  private final Endpoint endpoint;
  private final Subject who;
  private final Set<String> without;
  private volatile @Nullable Passage passage;
  private volatile boolean sent;
  private volatile @Nullable Asked asked;
  private volatile long waitingSince;
  private volatile long waitedNanos;

  private ControlSide(
      Guidance guidance,
      Endpoint endpoint,
      Subject who,
      Set<String> without,
      @Nullable Passage passage) {
    this.guidance = guidance;
    this.endpoint = endpoint;
    this.who = who;
    this.without = without;
    this.passage = passage;
  }

  /** Of a call that may be controlled. */
  static ControlSide of(Guidance guidance, Arrival arrival) {
    return new ControlSide(
        guidance,
        arrival.endpoint(),
        arrival.who(),
        OwnHeaders.of(arrival.headers()),
        guidance.controls().passage(arrival));
  }

  /** Of an exchange that fetches what another call has asked for. */
  static ControlSide none(
      Guidance guidance,
      Endpoint endpoint,
      Subject who,
      Consumer<BiConsumer<String, String>> headers) {
    return new ControlSide(guidance, endpoint, who, OwnHeaders.of(headers), null);
  }

  boolean none() {
    return passage == null;
  }

  /** Told what the call costs; {@code null} for nobody. */
  @Nullable Passage passage() {
    return passage;
  }

  /** Headers that do not leave this JVM. */
  Set<String> without() {
    return without;
  }

  /** Where the address does not settle that this is a call of theirs, its body has to. */
  boolean needsBody() {
    Passage controls = passage;
    return controls != null && (!endpoint.certain() || controls.needsBody());
  }

  Ruling admit(
      RequestFacts facts, @Nullable ByteBuffer body, Caller caller, RequestSide requestSide) {
    Passage controls = passage;
    if (controls == null) {
      return Ruling.GO;
    }
    String model = facts.model() != null ? facts.model() : endpoint.pathModel();
    Subject subject = who.withModel(model);
    Asked asking =
        new Asked(
            subject,
            facts,
            body,
            caller,
            () ->
                guidance
                    .forecaster()
                    .of(
                        endpoint,
                        subject,
                        facts,
                        () -> PromptSize.tokens(endpoint, model, requestSide.text(), body)));
    asked = asking;
    waitingSince = System.nanoTime();
    try {
      return controls.admit(asking);
    } catch (RuntimeException | LinkageError fault) {
      ControlFaults.tell(fault);
      controls.failed(fault);
      leave();
      return Ruling.GO;
    }
  }

  /** A wait is over. */
  void waited() {
    waitedNanos = Math.max(0, System.nanoTime() - waitingSince);
  }

  /** The call goes out now. */
  void sending() {
    sent = true;
    decided();
  }

  /** The body was asked for to decide by; it is not kept any longer. */
  void decided() {
    Asked known = asked;
    if (known != null) {
      known.decided();
    }
  }

  boolean unsent() {
    return !sent;
  }

  void withdraw() {
    tell(Passage::withdraw);
  }

  /** What they throw is told; the call goes on as if they were not there. */
  private void tell(Consumer<Passage> what) {
    Passage controls = passage;
    if (controls != null) {
      try {
        what.accept(controls);
      } catch (RuntimeException | LinkageError fault) {
        ControlFaults.tell(fault);
      }
    }
  }

  private <T> T ask(Function<Passage, T> what, T otherwise) {
    Passage controls = passage;
    if (controls == null) {
      return otherwise;
    }
    try {
      return what.apply(controls);
    } catch (RuntimeException | LinkageError fault) {
      ControlFaults.tell(fault);
      return otherwise;
    }
  }

  /** The exchange turns out to be none of theirs. */
  void leave() {
    withdraw();
    passage = null;
  }

  boolean mayAnswerInstead() {
    return ask(Passage::mayAnswerInstead, false);
  }

  boolean mayBeFollowed() {
    return ask(Passage::mayBeFollowed, false);
  }

  Attendance respond(int status, ResponseHead head) {
    sent = true;
    return ask(controls -> controls.respond(status, head), Attendance.NONE);
  }

  Ruling.@Nullable Local fail(Throwable error) {
    List<Ruling.Local> given = new ArrayList<>(1);
    tell(
        controls -> {
          Ruling.Local local = controls.fail(error);
          if (local != null) {
            given.add(local);
          }
        });
    return given.isEmpty() ? null : given.get(0);
  }

  void ended(ResponseFacts facts, boolean whole) {
    tell(controls -> controls.ended(facts, whole));
  }

  void lost() {
    tell(Passage::lost);
  }

  CallInFlight inFlight(Instant start, CallInFlight.Phase phase) {
    Asked known = asked;
    return new CallInFlight(
        endpoint.provider(),
        endpoint.operation(),
        known == null ? endpoint.pathModel() : known.subject().model(),
        endpoint.host(),
        start,
        phase,
        who.tags());
  }

  /** What was done about a call that was sent. */
  Handling handling() {
    return of(ask(Passage::handling, Handling.SENT));
  }

  /** A refusal, with what the call might have cost. */
  Handling refused(Handling handling) {
    Asked known = asked;
    Forecast forecast = known == null ? Forecast.UNKNOWN : known.forecast();
    Handling told = handling.forecastUsd() == null ? handling.forecast(forecast.usd()) : handling;
    decided();
    return of(told);
  }

  /** With the caller's tags and the wait. */
  Handling of(Handling handling) {
    Handling waited = waitedNanos == 0 ? handling : handling.waited(waitedNanos);
    return who.tags().isEmpty() ? waited : waited.of(who.tags());
  }
}
