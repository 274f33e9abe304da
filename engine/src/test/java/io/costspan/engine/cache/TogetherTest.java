// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static io.costspan.engine.cache.CacheHarness.ANSWER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Verdict;
import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.CacheHarness.Got;
import io.costspan.engine.cache.CacheHarness.Reply;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.cache.store.Pieces;
import io.costspan.engine.cache.store.StoredAnswer;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Handling.Finding;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identical calls at a time, providers that fail, and caches that only look on. */
class TogetherTest {
  private static final String ASK =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final Map<String, String> KEY = Map.of("Authorization", "Bearer sk-a");

  @Test
  void anIdenticalCallGetsTheAnswerOfTheOneInFlight() throws Exception {
    CacheHarness app = new CacheHarness(CacheHarness.anHour());
    Call leader = app.begin();
    assertThat(leader.admit(bytes(ASK))).isInstanceOf(Verdict.Send.class);
    Call follower = app.begin();
    Verdict.Later later = (Verdict.Later) follower.admit(bytes(ASK));

    BodyTap tap = respond(leader, 200);
    tap.data(bytes(ANSWER));
    tap.end();
    Verdict.Answer joined = (Verdict.Answer) get(later);
    assertThat(new String(CacheHarness.read(joined.body()), UTF_8)).isEqualTo(ANSWER);
    assertThat(joined.headers()).contains(Map.entry("x-costspan-cache", "joined"));

    List<PricedCall> calls = app.settle();
    assertThat(calls)
        .extracting(each -> each.call().handling().action())
        .containsExactly(Handling.Action.SENT, Handling.Action.JOINED);
    assertThat(calls.get(1).avoided().usd()).isEqualByComparingTo("0.25");
    assertThat(app.room.counts().of("all").get(Event.JOINED)).isEqualTo(1);
  }

  @Test
  void aFailedLeaderLetsOneOtherGo() throws Exception {
    CacheHarness app = new CacheHarness(CacheHarness.anHour());
    Call leader = app.begin();
    leader.admit(bytes(ASK));
    Verdict.Later second = (Verdict.Later) app.begin().admit(bytes(ASK));
    Verdict.Later third = (Verdict.Later) app.begin().admit(bytes(ASK));

    assertThat(leader.fail(new IOException("refused"))).isNull();
    assertThat(get(second)).isInstanceOf(Verdict.Send.class);
    assertThat(third.verdict().toCompletableFuture()).isNotDone();
  }

  @Test
  void whoLeavesWhileWaitingAndIsMadeToLeadPassesItOn() throws Exception {
    CacheHarness app = new CacheHarness(CacheHarness.anHour());
    Call leader = app.begin();
    leader.admit(bytes(ASK));
    Call second = app.begin();
    second.admit(bytes(ASK));
    Verdict.Later third = (Verdict.Later) app.begin().admit(bytes(ASK));

    assertThat(second.fail(new CancellationException())).isNull();
    leader.fail(new CancellationException());
    assertThat(get(third)).isInstanceOf(Verdict.Send.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 529})
  void aFailingProviderIsStoodInForByAnAnswerPastItsTime(int status) {
    CacheHarness app = new CacheHarness(CacheHarness.staleIfError());
    app.call(ASK);
    app.pass(Duration.ofHours(2));
    Got got = app.call(KEY, ASK, Reply.json("{}").status(status));

    assertThat(got.local()).isTrue();
    assertThat(got.text()).isEqualTo(ANSWER);
    assertThat(got.headers())
        .containsEntry("x-costspan-cache", "stale")
        .containsEntry("age", "7200");
    List<PricedCall> calls = app.settle();
    assertThat(calls.get(2).call().handling().action()).isEqualTo(Handling.Action.STALE);
    assertThat(calls.get(2).avoided()).as("nothing was saved").isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 422})
  void whatTheCallerDidWrongHeHears(int status) {
    CacheHarness app = new CacheHarness(CacheHarness.staleIfError());
    app.call(ASK);
    app.pass(Duration.ofHours(2));
    Got got = app.call(KEY, ASK, Reply.json("{}").status(status));
    assertThat(got.local()).isFalse();
    assertThat(got.status()).isEqualTo(status);
  }

  @Test
  void aConnectionThatFailsIsStoodInForButNotACallThatWasGivenUp() {
    CacheHarness app = new CacheHarness(CacheHarness.staleIfError());
    app.call(ASK);
    app.pass(Duration.ofHours(2));
    Call refused = app.begin();
    refused.admit(bytes(ASK));
    assertThat(refused.mayReplaceAnswer()).isTrue();
    assertThat(refused.fail(new IOException("connection refused")))
        .isInstanceOf(Verdict.Answer.class);
    Call left = app.begin();
    left.admit(bytes(ASK));
    assertThat(left.fail(new CancellationException())).isNull();
  }

  @Test
  void anErrorInATwoHundredIsTheLeadersAlone() throws Exception {
    CacheHarness app = new CacheHarness(CacheHarness.anHour());
    Call leader = app.begin();
    leader.admit(bytes(ASK));
    Verdict.Later second = (Verdict.Later) app.begin().admit(bytes(ASK));
    BodyTap tap = respond(leader, 200);
    tap.data(bytes("{\"error\":{\"message\":\"no\",\"code\":\"overloaded\"}}"));
    tap.end();
    assertThat(get(second)).isInstanceOf(Verdict.Send.class);
  }

  @Test
  void anAnswerWhoseTimeWasCutShortStandsInNoLongerThanItIsAllowedTo() {
    CacheRule shorter = CacheRule.of("all", Match.ALL, Duration.ofMinutes(10));
    assertThat(
            new Found(answerOf(shorter.ttl().multipliedBy(6)), Duration.ofMinutes(30))
                .inGrace(shorter.ttl(), Duration.ZERO))
        .isFalse();
  }

  @Test
  void pastItsGraceNothingStandsIn() {
    CacheHarness app = new CacheHarness(CacheHarness.staleIfError());
    app.call(ASK);
    app.pass(Duration.ofHours(4));
    Call call = app.begin();
    call.admit(bytes(ASK));
    assertThat(call.mayReplaceAnswer()).isFalse();
  }

  @Test
  void aShadowAnswersNothingAndTellsWhatItWouldHaveDone() {
    CacheHarness app = new CacheHarness(shadow());
    String reworded = ANSWER.replace("\"id\":\"c1\"", "\"id\":\"c2\"");
    String different = ANSWER.replace("Hello", "Goodbye");
    assertThat(app.call(ASK).local()).isFalse();
    assertThat(app.call(ASK).local()).isFalse();
    assertThat(app.call(KEY, ASK, Reply.json(reworded)).local()).isFalse();
    assertThat(app.call(KEY, ASK, Reply.json(different)).local()).isFalse();
    assertThat(app.settle())
        .extracting(each -> each.call().handling().shadow().finding())
        .containsExactly(Finding.MISS, Finding.EQUAL_BYTES, Finding.EQUAL_TEXT, Finding.DIFFERENT);
    assertThat(app.room.counts().of("shadow").get(Event.SHADOW_HIT)).isEqualTo(3);
  }

  private static StoredAnswer answerOf(Duration ttl) {
    return new StoredAnswer(
        "all",
        "openai",
        "gpt-4o",
        "chat",
        Map.of(),
        200,
        List.of(),
        false,
        new Pieces(new byte[0], new int[0], new int[0]),
        Usage.NONE,
        Instant.EPOCH,
        ttl,
        Duration.ZERO);
  }

  private static CacheRule shadow() {
    CacheRule rule = CacheHarness.anHour();
    return new CacheRule(
        "shadow",
        Match.ALL,
        rule.ttl(),
        CacheRule.Mode.SHADOW,
        rule.recipe(),
        false,
        false,
        null,
        Duration.ZERO,
        rule.pace(),
        rule.maxSize());
  }

  private static BodyTap respond(Call call, int status) {
    return call.respond(
            status, Map.of("Content-Type", "application/json"), CacheHarness.HEADERS, null)
        .tap();
  }

  private static Verdict get(Verdict.Later later) throws Exception {
    return later.verdict().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }
}
