// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.Endpoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlledCallTest {
  private final MeterHarness harness = new MeterHarness();
  private final RecordedPassage passage = new RecordedPassage();
  private final Meter meter = meter();
  private boolean certain = true;

  @Test
  void theBodyIsReadAheadAndShownBeforeItIsSent() {
    Call call = call();
    assertThat(call.bodyNeed()).isEqualTo(BodyNeed.BEFORE_SENDING);
    assertThat(call.bodyLimit()).isEqualTo(16 << 20);
    assertThat(((Verdict.Send) call.admit(MeterHarness.bytes("hello"))).body()).isNull();
    assertThat(passage.said).containsExactly("admit hello");
  }

  @Test
  void controlsThatNeedNoBodyAreShownOneThatIsAtHandSoThatARefusalSaysWhatItIsOf() {
    passage.needsBody = false;
    Call call = call();
    assertThat(call.bodyNeed()).isEqualTo(BodyNeed.IF_AT_HAND);
    assertThat(call.bodyLimit()).isEqualTo(1 << 20);
  }

  @Test
  void whatOnlyItsBodyShowsToBeACallIsReadAheadThoughNoRuleNeedsIt() {
    passage.needsBody = false;
    certain = false;
    Call call = call();
    assertThat(call.bodyNeed()).isEqualTo(BodyNeed.BEFORE_SENDING);
    assertThat(call.bodyLimit()).isEqualTo(16 << 20);
  }

  @Test
  void aCallThatIsSentTellsItsCostOnceAndIsRecorded() {
    Call call = call();
    call.admit(MeterHarness.bytes("hello"));
    answer(call, "abc");
    assertThat(passage.said).containsExactly("admit hello", "respond 200", "ended true");
    PricedCall settled = harness.settle().get(0);
    assertThat(passage.said).last().isEqualTo("settled 3");
    assertThat(settled.events()).containsExactly("half of it is spent");
    assertThat(settled.call().handling().tags()).containsEntry("team", "search");
  }

  @Test
  void aHitIsReadAlongAndCostsNothing() {
    passage.ruling =
        new Ruling.Local(
            local("abcd"), Handling.answered(Handling.Action.HIT, "faq", Duration.ofMinutes(5)));
    Call call = call();
    Verdict.Answer answer = (Verdict.Answer) call.admit(MeterHarness.bytes("hello"));
    drain(answer.body());
    PricedCall settled = harness.settle().get(0);
    assertThat(settled.call().outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(settled.cost().usd()).isEqualByComparingTo("0");
    assertThat(settled.avoided().usd()).isEqualByComparingTo("4");
    assertThat(settled.call().handling().rule()).isEqualTo("faq");
    assertThat(passage.said).containsExactly("admit hello");
    assertThat(harness.settled).hasSize(1);
  }

  @Test
  void aHitThatCannotBePlayedIsSentAndRecordedLikeAnyOther() {
    passage.ruling =
        new Ruling.Local(local("abcd"), Handling.answered(Handling.Action.HIT, "faq", null));
    Call call = call();
    Verdict.Answer answer = (Verdict.Answer) call.admit(MeterHarness.bytes("hello"));
    assertThat(answer.body().next().toCompletableFuture()).isCompleted();
    Verdict.Send send = call.sendAfterAll();
    answer.body().close();
    assertThat(send.body()).isNull();
    answer(call, "abc");
    PricedCall settled = harness.settle().get(0);
    assertThat(settled.call().handling().action()).isEqualTo(Handling.Action.SENT);
    assertThat(settled.cost().usd()).isEqualByComparingTo("3");
    assertThat(harness.settled).hasSize(1);
  }

  @Test
  void aHitThatIsClosedUnreadIsRecordedOnce() {
    passage.ruling =
        new Ruling.Local(local("abcd"), Handling.answered(Handling.Action.HIT, "faq", null));
    Verdict.Answer answer = (Verdict.Answer) call().admit(MeterHarness.bytes("hello"));
    answer.body().close();
    answer.body().close();
    assertThat(harness.settle()).hasSize(1);
  }

  @Test
  void aRefusalIsRecordedWithWhatItMightHaveCost() {
    passage.ruling = new Ruling.Refused(local("no"), Handling.refused("daily", "budget_exceeded"));
    Verdict verdict = call().admit(MeterHarness.bytes("hello"));
    assertThat(verdict).isInstanceOf(Verdict.Answer.class);
    PricedCall settled = harness.settle().get(0);
    assertThat(settled.call().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(settled.call().errorType()).isEqualTo("budget_exceeded");
    assertThat(settled.call().handling().forecastUsd()).isEqualByComparingTo("0.5");
    assertThat(settled.cost().usd()).isEqualByComparingTo("0");
    assertThat(settled.avoided()).isNull();
  }

  @Test
  void aRefusalThatIsTriedAgainIsOneCallThatMightHaveCostOnce() {
    passage.ruling = new Ruling.Refused(local("no"), Handling.refused("tiny", "rate_limited"));
    call().admit(MeterHarness.bytes("hello"));
    call().admit(MeterHarness.bytes("hello"));
    call().admit(MeterHarness.bytes("other"));
    passage.ruling = Ruling.GO;
    Call let = call();
    let.admit(MeterHarness.bytes("hello"));
    answer(let, "abc");

    List<PricedCall> settled = harness.settle();
    assertThat(settled).extracting(each -> each.call().attempt()).containsExactly(1, 2, 1, 3);
    assertThat(settled.get(3).call().group()).isEqualTo(settled.get(0).call().id());
    assertThat(settled)
        .extracting(each -> each.call().handling().forecastUsd() != null)
        .containsExactly(true, false, true, false);
  }

  @Test
  void refusalsWhoseBodyNobodyReadAreNotTakenForOneAnother() {
    passage.ruling = new Ruling.Refused(local("no"), Handling.refused("tiny", "rate_limited"));
    call().admit(null);
    call().admit(null);

    assertThat(harness.settle()).extracting(each -> each.call().attempt()).containsExactly(1, 1);
  }

  @Test
  void aWaitEndsInWhatItEndsIn() throws Exception {
    CompletableFuture<Ruling> waiting = new CompletableFuture<>();
    passage.ruling = new Ruling.Wait(waiting);
    Call call = call();
    Verdict.Later later = (Verdict.Later) call.admit(MeterHarness.bytes("hello"));
    assertThat(meter.inFlight().get(0).phase()).isEqualTo(CallInFlight.Phase.WAITING);
    waiting.complete(Ruling.GO);
    assertThat(later.verdict().toCompletableFuture().get()).isInstanceOf(Verdict.Send.class);
    answer(call, "abc");
    assertThat(harness.settle().get(0).call().handling().waitedNanos()).isPositive();
  }

  @Test
  void whoLeavesWhileWaitingGivesBackWhatIsReservedLater() {
    CompletableFuture<Ruling> waiting = new CompletableFuture<>();
    passage.ruling = new Ruling.Wait(waiting);
    Call call = call();
    call.admit(MeterHarness.bytes("hello"));
    assertThat(call.fail(new IOException("Canceled"))).isNull();
    assertThat(passage.said).containsExactly("admit hello", "withdraw");
    waiting.complete(Ruling.GO);
    assertThat(passage.said).last().isEqualTo("withdraw");
    PricedCall settled = harness.settle().get(0);
    assertThat(settled.call().outcome()).isEqualTo(Outcome.WITHDRAWN);
    assertThat(settled.call().errorType()).isEqualTo("cancelled");
    assertThat(settled.cost().usd()).isEqualByComparingTo("0");
    assertThat(meter.inFlight()).isEmpty();
  }

  @Test
  void aWaitThatEndsByItsWithdrawingIsNotSentAfterAll() {
    CompletableFuture<Ruling> waiting = new CompletableFuture<>();
    passage.ruling = new Ruling.Wait(waiting);
    passage.onWithdraw = () -> waiting.complete(Ruling.GO);
    Call call = call();
    call.admit(MeterHarness.bytes("hello"));
    call.fail(new IOException("Canceled"));
    assertThat(harness.settle()).hasSize(1);
    assertThat(harness.settled.get(0).call().outcome()).isEqualTo(Outcome.WITHDRAWN);
  }

  @Test
  void aWaitThatFailsByAFaultOfOursIsSent() {
    CompletableFuture<Ruling> waiting = new CompletableFuture<>();
    passage.ruling = new Ruling.Wait(waiting);
    Call call = call();
    Verdict.Later later = (Verdict.Later) call.admit(MeterHarness.bytes("hello"));
    waiting.completeExceptionally(new IllegalStateException("a fault of ours"));
    assertThat(later.verdict().toCompletableFuture().join()).isInstanceOf(Verdict.Send.class);
    answer(call, "abc");
    assertThat(harness.settle().get(0).cost().usd()).isEqualByComparingTo("3");
  }

  @Test
  void controlsThatFailAtAnyPointLoseNoCallAndStopNone() {
    passage.failing = true;
    passage.failingEarly = true;
    Call call = harness.open(meter, Map.of("x-costspan-cache", "bypass"));
    Verdict.Send send = (Verdict.Send) call.admit(MeterHarness.bytes("hello"));
    assertThat(send.without()).as("stays here all the same").contains("x-costspan-cache");
    answer(call, "abc");
    assertThat(harness.settle().get(0).cost().usd()).isEqualByComparingTo("3");
  }

  @Test
  void aStaleAnswerIsAnAttemptAfterTheFailedOne() {
    passage.instead =
        new Ruling.Local(local("old"), Handling.answered(Handling.Action.STALE, "faq", null));
    Call call = call();
    call.admit(MeterHarness.bytes("hello"));
    Reaction reaction = call.respond(503, Map.of(), MeterHarness.HEADERS, null);
    drain(((Verdict.Answer) reaction.instead()).body());
    List<PricedCall> settled = harness.settle();
    assertThat(settled).extracting(each -> each.call().status()).containsExactly(503, 200);
    assertThat(settled).extracting(each -> each.call().attempt()).containsExactly(1, 2);
    assertThat(settled.get(1).call().group()).isEqualTo(settled.get(0).call().id());
    assertThat(settled.get(1).avoided()).isNull();
    assertThat(settled.get(0).call().trace().spanId())
        .isNotEqualTo(settled.get(1).call().trace().spanId());
  }

  @Test
  void aConnectionThatFailsMayBeAnsweredStaleToo() {
    passage.instead =
        new Ruling.Local(local("old"), Handling.answered(Handling.Action.STALE, "faq", null));
    Call call = call();
    call.admit(MeterHarness.bytes("hello"));
    Verdict.Answer instead = (Verdict.Answer) call.fail(new IOException("refused"));
    drain(instead.body());
    assertThat(harness.settle()).extracting(each -> each.call().attempt()).containsExactly(1, 2);
  }

  @Test
  void theHeaderThatIsOursStaysHere() {
    Call call =
        harness.open(meter, Map.of("x-costspan-cache", "bypass", "content-type", "text/plain"));
    Verdict.Send send = (Verdict.Send) call.admit(MeterHarness.bytes("hello"));
    assertThat(send.without()).containsExactly("x-costspan-cache");
  }

  @Test
  void controlsThatFailWhenACallHasEndedLoseNoCall() {
    passage.failing = true;
    Call call = call();
    call.admit(MeterHarness.bytes("hello"));
    answer(call, "abc");
    assertThat(harness.settle()).hasSize(1);
    assertThat(meter.inFlight()).isEmpty();
  }

  private Call call() {
    return harness.open(meter, Map.of());
  }

  private static void answer(Call call, String text) {
    BodyTap tap = call.respond(200, Map.of(), MeterHarness.HEADERS, null).tap();
    tap.data(MeterHarness.bytes(text));
    tap.end();
  }

  private static Verdict.Answer local(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Verdict.Answer(200, List.of(), bytes.length, AnswerBody.of(bytes));
  }

  private static void drain(AnswerBody body) {
    while (body.next().toCompletableFuture().join() != null) {
      // the application reads
    }
    body.close();
  }

  private Meter meter() {
    return new Meter(
        (method, host, port, url) ->
            new Endpoint("openai", "chat", new CountingDialect(), host, port, null, null, certain),
        harness.settler,
        new Fingerprint(new byte[16]),
        new TraceLinks(traceId -> true),
        () -> null,
        false,
        Clock.fixed(MeterHarness.NOW, ZoneOffset.UTC),
        new StreamUsage(StreamUsageMode.NEVER),
        new Guidance(
            passage::of,
            (endpoint, subject, facts, promptTokens) ->
                new Forecast(promptTokens.getAsLong(), 1, new BigDecimal("0.5"), BigDecimal.ZERO),
            "app",
            new TeamTag()));
  }

  private static final class TeamTag implements CallerTags {
    @Override
    public Map<String, String> ofThread() {
      return Map.of("team", "search");
    }

    @Override
    public Map<String, String> ofRequest(Function<String, @Nullable String> header) {
      return Map.of();
    }
  }
}
