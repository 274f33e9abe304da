// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What the glue told one call. Thread-safe. */
public final class RecordedCall implements Call {
  private final RecordingGate gate;
  private final String method;
  private final String host;
  private final int port;
  private final String url;
  private final @Nullable String contentType;

  private final AtomicInteger admissions = new AtomicInteger();
  private final AtomicInteger sentAfterAll = new AtomicInteger();
  private volatile @Nullable Caller caller;
  private final List<RecordedBody> requestBodies = new CopyOnWriteArrayList<>();
  private final List<Integer> statuses = new CopyOnWriteArrayList<>();
  private final List<RecordedBody> answers = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private volatile @Nullable String admittedBody;
  private volatile @Nullable String sentTraceparent;
  private volatile @Nullable String answerType;

  RecordedCall(
      RecordingGate gate,
      String method,
      String host,
      int port,
      String url,
      @Nullable String contentType) {
    this.gate = gate;
    this.method = method;
    this.host = host;
    this.port = port;
    this.url = url;
    this.contentType = contentType;
  }

  @Override
  public BodyNeed bodyNeed() {
    return gate.need;
  }

  @Override
  public int bodyLimit() {
    return gate.limit;
  }

  @Override
  public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
    if (admissions.incrementAndGet() > 1) {
      throw new AssertionError("admitted twice");
    }
    this.caller = caller;
    admittedBody = body == null ? null : StandardCharsets.UTF_8.decode(body).toString();
    return gate.admission.apply(this);
  }

  @Override
  public Verdict.Send sendAfterAll() {
    sentAfterAll.incrementAndGet();
    return Verdict.Send.withHeaders(Map.of("x-after-all", "1"));
  }

  @Override
  public boolean mayReplaceAnswer() {
    return gate.mayReplaceAnswer;
  }

  @Override
  public boolean mayBeFollowed() {
    return gate.mayBeFollowed;
  }

  @Override
  public BodyTap requestTap() {
    RecordedBody tap = new RecordedBody();
    requestBodies.add(tap);
    return tap;
  }

  @Override
  public <R> Reaction respond(
      int status, R response, HeaderReader<R> headers, @Nullable String traceparent) {
    statuses.add(status);
    sentTraceparent = traceparent;
    answerType = headers.first(response, "CONTENT-TYPE");
    RecordedBody tap = gate.readOn ? new RecordedBody().wanted() : new RecordedBody();
    Reaction reaction = gate.reaction.apply(this, tap);
    if (reaction.instead() == null) {
      answers.add(tap);
    }
    return reaction;
  }

  @Override
  public @Nullable Verdict fail(Throwable error) {
    failures.add(error);
    return gate.rescue.apply(error);
  }

  /** The request's method. */
  public String method() {
    return method;
  }

  /** The request's host and port. */
  public String authority() {
    return host + ":" + port;
  }

  /** The request's URL. */
  public String url() {
    return url;
  }

  /** The request's content type, as read through the glue's header reader. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** How often the call was asked to decide. */
  public int admissions() {
    return admissions.get();
  }

  /** Who waits, by what admission was told. */
  public @Nullable Caller caller() {
    return caller;
  }

  /** How often an answer could not be played. */
  public int sentAfterAll() {
    return sentAfterAll.get();
  }

  /** The body passed to admission, as text. */
  public @Nullable String admittedBody() {
    return admittedBody;
  }

  /** The bodies sent, one for each time the client sent it. */
  public List<RecordedBody> requestBodies() {
    return requestBodies;
  }

  /** The statuses of the heads that arrived. */
  public List<Integer> statuses() {
    return statuses;
  }

  /** The content type of the last head, as read through the glue's header reader. */
  public @Nullable String answerType() {
    return answerType;
  }

  /** The {@code traceparent} the client says it sent. */
  public @Nullable String sentTraceparent() {
    return sentTraceparent;
  }

  /** The one body delivered to the application. */
  public RecordedBody answer() {
    if (answers.size() != 1) {
      throw new AssertionError("expected one delivered body, there were " + answers.size());
    }
    return answers.get(0);
  }

  /** The failures reported. */
  public List<Throwable> failures() {
    return failures;
  }

  /** Every ending reported: {@code end}, {@code abort}, {@code abort: …} or {@code fail: …}. */
  public List<String> endings() {
    List<String> endings = new CopyOnWriteArrayList<>();
    answers.forEach(answer -> endings.addAll(answer.endings()));
    failures.forEach(failure -> endings.add("fail: " + failure.getClass().getName()));
    return endings;
  }

  /** Waits for an ending, then gives all there are. */
  public List<String> awaitEndings() {
    Poll.until(Duration.ofSeconds(20), () -> !endings().isEmpty());
    return endings();
  }
}
