// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static io.costspan.engine.meter.MeterHarness.HEADERS;
import static io.costspan.engine.meter.MeterHarness.bytes;
import static io.costspan.engine.meter.MeterHarness.exchange;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Verdict;
import io.costspan.engine.price.CostState;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final MeterHarness harness = new MeterHarness();
  private final Meter meter = harness.meter();

  @Test
  void otherTrafficIsNotOpened() {
    assertThat(meter.open("POST", "example", 443, "https://example/", Map.of(), HEADERS)).isNull();
  }

  @Test
  void wholeAnswerIsSettledOnceWithItsCost() {
    BodyTap tap = exchange(harness.open(meter, Map.of("authorization", "Bearer k")), "ask", 200);
    tap.data(bytes("answer"));
    tap.end();
    tap.end();
    tap.abort(new IOException("late"));

    assertThat(harness.settle())
        .singleElement()
        .satisfies(
            priced -> {
              CallRecord call = priced.call();
              assertThat(call.outcome()).isEqualTo(Outcome.COMPLETE);
              assertThat(call.request().model()).isEqualTo("model-of-3");
              assertThat(call.response().id()).isEqualTo("r1");
              assertThat(call.status()).isEqualTo(200);
              assertThat(call.errorType()).isNull();
              assertThat(call.credential()).hasSize(8).doesNotContain("k");
              assertThat(call.timing().start()).isEqualTo(MeterHarness.NOW);
              assertThat(call.timing().firstChunkNanos()).isPositive();
              assertThat(priced.cost().usd()).isEqualByComparingTo("6");
              assertThat(priced.cost().state()).isEqualTo(CostState.PRICED);
            });
  }

  @Test
  void cancelledStreamIsEstimatedFromWhatWasSaid() {
    BodyTap tap = exchange(harness.open(meter, Map.of()), "ask", 200);
    tap.data(bytes("half"));
    tap.abort(null);

    PricedCall priced = harness.settle().get(0);
    assertThat(priced.call().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(priced.cost().state()).isEqualTo(CostState.ESTIMATED);
  }

  @Test
  void brokenStreamNamesTheTransportsError() {
    BodyTap tap = exchange(harness.open(meter, Map.of()), "ask", 200);
    tap.data(bytes("half"));
    tap.abort(new IOException("reset"));

    CallRecord call = harness.settle().get(0).call();
    assertThat(call.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(call.errorType()).isEqualTo("java.io.IOException");
  }

  @Test
  void unreadAnswerHasUnknownCost() {
    exchange(harness.open(meter, Map.of()), "ask", 200).abort(null);

    PricedCall priced = harness.settle().get(0);
    assertThat(priced.call().outcome()).isEqualTo(Outcome.UNREAD);
    assertThat(priced.cost().state()).isEqualTo(CostState.UNPRICED);
    assertThat(priced.cost().usd()).isNull();
    assertThat(priced.cost().reason()).isEqualTo("unread");
  }

  @Test
  void refusedConnectionOwesNothing() {
    Call call = harness.open(meter, Map.of());
    call.admit(null);
    assertThat(call.fail(new CompletionException(new ConnectException("refused")))).isNull();

    PricedCall priced = harness.settle().get(0);
    assertThat(priced.call().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(priced.call().errorType()).isEqualTo("java.net.ConnectException");
    assertThat(priced.cost().usd()).isEqualByComparingTo("0");
    assertThat(priced.cost().reason()).isEqualTo("not-sent");
  }

  @Test
  void connectionThatTimedOutOwesNothing() {
    Call call = harness.open(meter, Map.of());
    call.admit(null);
    call.fail(new HttpConnectTimeoutException("nobody there"));

    assertThat(harness.settle().get(0).cost().reason()).isEqualTo("not-sent");
  }

  @Test
  void readThatFailsBecauseOfACancelIsACancel() {
    BodyTap tap = exchange(harness.open(meter, Map.of()), "ask", 200);
    tap.data(bytes("half"));
    tap.abort(new IOException("Canceled"));

    assertThat(harness.settle().get(0).call().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void timeoutHasUnknownCost() {
    Call call = harness.open(meter, Map.of());
    call.admit(null);
    call.fail(new HttpTimeoutException("slow"));

    PricedCall priced = harness.settle().get(0);
    assertThat(priced.call().errorType()).isEqualTo("timeout");
    assertThat(priced.cost().state()).isEqualTo(CostState.UNPRICED);
    assertThat(priced.cost().reason()).isEqualTo("no-answer");
  }

  @Test
  void cancelBeforeTheHeadIsTheApplicationsOwn() {
    Call call = harness.open(meter, Map.of());
    call.admit(null);
    call.fail(new CancellationException());

    assertThat(harness.settle().get(0).call().outcome()).isEqualTo(Outcome.CANCELLED);
  }

  @Test
  void failureAfterTheHeadEndsTheAnswer() {
    Call call = harness.open(meter, Map.of());
    BodyTap tap = exchange(call, "ask", 200);
    tap.data(bytes("half"));
    call.fail(new IOException("lost"));
    tap.end();

    assertThat(harness.settle())
        .singleElement()
        .satisfies(priced -> assertThat(priced.call().outcome()).isEqualTo(Outcome.FAILED));
  }

  @Test
  void providerErrorIsNotBilled() {
    BodyTap tap = exchange(harness.open(meter, Map.of()), "ask", 429);
    tap.end();

    PricedCall priced = harness.settle().get(0);
    assertThat(priced.call().errorType()).isEqualTo("429");
    assertThat(priced.cost().usd()).isEqualByComparingTo("0");
    assertThat(priced.cost().reason()).isEqualTo("error-not-billed");
  }

  @Test
  void retryOfAFailedAttemptJoinsItsGroup() {
    exchange(harness.open(meter, Map.of()), "same", 500).end();
    exchange(harness.open(meter, Map.of()), "same", 503).end();
    exchange(harness.open(meter, Map.of()), "same", 200).end();
    exchange(harness.open(meter, Map.of()), "same", 200).end();
    exchange(harness.open(meter, Map.of()), "other", 200).end();

    List<PricedCall> calls = harness.settle();
    assertThat(calls).extracting(priced -> priced.call().attempt()).containsExactly(1, 2, 3, 1, 1);
    assertThat(calls)
        .extracting(priced -> priced.call().group())
        .startsWith(calls.get(0).call().id());
    assertThat(calls.get(2).call().group()).isEqualTo(calls.get(0).call().group());
    assertThat(calls.get(3).call().group()).isEqualTo(calls.get(3).call().id());
  }

  @Test
  void headerOnTheRequestIsTheParentAndIsLeftAlone() {
    Call call = harness.open(meter, Map.of("traceparent", PARENT, "tracestate", "a=b"));
    assertThat(call.admit(null)).isSameAs(Verdict.SEND);
    exchange(call, "ask", 200).end();

    TraceLink trace = harness.settle().get(0).call().trace();
    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(trace.parentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(trace.traceState()).isEqualTo("a=b");
  }

  @Test
  void ambientTraceIsTheParentAndOurSpanIsNamedOnTheWire() {
    harness.ambient = TraceParent.parse(PARENT, null);
    Call call = harness.open(meter, Map.of());
    Verdict.Send send = (Verdict.Send) call.admit(null);
    exchange(call, "ask", 200).end();

    TraceLink trace = harness.settle().get(0).call().trace();
    assertThat(send.headers()).containsEntry("traceparent", TraceParent.format(trace));
    assertThat(trace.parentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void callersTraceIsTheParentOfACallThatRunsElsewhere() {
    harness.ambient = TraceParent.parse(PARENT, null);
    Object captured = meter.capture("POST", "llm", 443, "https://llm/v1/chat");
    harness.ambient = null;
    Call call = meter.open("POST", "llm", 443, "https://llm/v1/chat", Map.of(), HEADERS, captured);
    exchange(call, "ask", 200).end();

    assertThat(meter.capture("POST", "example", 443, "https://example/")).isNull();
    assertThat(harness.settle().get(0).call().trace().parentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void tracerBeneathUsBecomesTheParent() {
    Call call = harness.open(meter, Map.of());
    call.admit(null);
    call.respond(200, Map.of(), HEADERS, PARENT).tap().end();

    TraceLink trace = harness.settle().get(0).call().trace();
    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(trace.parentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void bodySentAgainIsReadAnew() {
    Call call = harness.open(meter, Map.of());
    call.admit(null);
    call.requestTap().data(bytes("first"));
    call.requestTap().data(bytes("second!"));
    call.respond(200, Map.of(), HEADERS, null).tap().end();

    assertThat(harness.settle().get(0).call().request().model()).isEqualTo("model-of-7");
  }
}
