// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static io.costspan.engine.cache.CacheHarness.ANSWER;
import static io.costspan.engine.cache.CacheHarness.OPENAI;
import static io.costspan.engine.cache.CacheHarness.anHour;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.CacheHarness.Got;
import io.costspan.engine.cache.CacheHarness.Reply;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.live.Board;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling.Action;
import io.costspan.engine.passage.Handling.Miss;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole calls past the cache. */
class CacheTest {
  private static final String ASK =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String ASK_STREAM =
      "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final Map<String, String> KEY_A = Map.of("Authorization", "Bearer sk-a");
  private static final Map<String, String> KEY_B = Map.of("Authorization", "Bearer sk-b");
  private static final String[] EVENTS = {
    "data: {\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"He\"},"
        + "\"finish_reason\":null}]}\n\n",
    "data: {\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"llo\"},"
        + "\"finish_reason\":\"stop\"}]}\n\n",
    "data: [DONE]\n\n"
  };

  @Test
  void theSameRequestIsAnsweredByteForByteAndNotSentAgain() {
    CacheHarness app = new CacheHarness(anHour());
    Got first = app.call(ASK);
    app.pass(Duration.ofMinutes(3));
    Got second = app.call(ASK);

    assertThat(first.local()).isFalse();
    assertThat(second.local()).isTrue();
    assertThat(second.bytes()).isEqualTo(first.bytes());
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("x-request-id", "r1")
        .containsEntry("age", "180")
        .containsEntry("x-costspan-cache", "hit")
        .doesNotContainKey("set-cookie");
    assertThat(app.sent()).isEqualTo(1);
  }

  @Test
  void aHitIsRecordedWithWhatItWouldHaveCost() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(ASK);
    app.call(ASK);

    List<PricedCall> calls = app.settle();
    PricedCall hit = calls.get(1);
    assertThat(hit.call().handling().action()).isEqualTo(Action.HIT);
    assertThat(hit.call().handling().rule()).isEqualTo("all");
    assertThat(hit.avoided().usd()).isEqualByComparingTo("0.25");
    assertThat(app.room.counts().of("all").saved()).isEqualByComparingTo(new BigDecimal("0.25"));
    assertThat(app.room.counts().of("all").get(Event.HIT)).isEqualTo(1);
  }

  @Test
  void aStreamIsPlayedAsItCame() {
    CacheHarness app = new CacheHarness(anHour());
    Got first = app.call(KEY_A, ASK_STREAM, Reply.events(EVENTS));
    Got second = app.call(KEY_A, ASK_STREAM, Reply.events("data: other\n\n"));

    assertThat(second.local()).isTrue();
    assertThat(second.text()).isEqualTo(first.text()).isEqualTo(String.join("", EVENTS));
    assertThat(second.headers()).containsEntry("content-type", "text/event-stream");
  }

  @Test
  void aStreamWhoseUsageWasAskedForIsKeptAsTheApplicationGotItAndStillSaysWhatItSaved() {
    CacheHarness app = new CacheHarness(StreamUsageMode.ALWAYS, anHour());
    String usage =
        "data: {\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,"
            + "\"completion_tokens\":3,\"total_tokens\":12}}\n\n";
    Got first = app.call(KEY_A, ASK_STREAM, Reply.events(EVENTS[0], EVENTS[1], usage, EVENTS[2]));
    Got second = app.call(KEY_A, ASK_STREAM, Reply.events(EVENTS));

    assertThat(second.local()).isTrue();
    assertThat(first.text()).doesNotContain("prompt_tokens");
    assertThat(second.bytes()).isEqualTo(first.bytes());
    PricedCall hit = app.settle().get(1);
    assertThat(hit.call().usage().orZero(Unit.OUTPUT)).isEqualTo(3);
    assertThat(hit.avoided().usd()).isEqualByComparingTo("0.25");
  }

  @Test
  void whatWasNotAnsweredSaysSoAndWhyItIsNotKept() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(Map.of(), ASK, Reply.json(ANSWER));
    app.call(KEY_A, ASK, Reply.json("{}").status(500));
    app.call(KEY_A, ASK, Reply.json(ANSWER.replace("\"stop\"", "\"length\"")));
    app.call(KEY_A, ASK, Reply.json(ANSWER));
    app.call(KEY_A, ASK, Reply.json(ANSWER));

    assertThat(app.settle())
        .extracting(each -> each.call().handling().miss())
        .containsExactly(
            new Miss("all", false, "no-credential"),
            new Miss("all", true, "failed"),
            new Miss("all", true, "unfinished"),
            new Miss("all", true, null),
            null);
    assertThat(app.room.counts().of("all").get(NotCached.FAILED)).isEqualTo(1);
  }

  @Test
  void anotherCredentialIsAnotherRequest() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(KEY_A, ASK, Reply.json(ANSWER));
    assertThat(app.call(KEY_B, ASK, Reply.json(ANSWER)).local()).isFalse();
    assertThat(app.call(KEY_B, ASK, Reply.json(ANSWER)).local()).isTrue();
  }

  @Test
  void withoutACredentialToBeSeenNothingIsKeptButOnThisMachine() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(Map.of(), ASK, Reply.json(ANSWER));
    assertThat(app.call(Map.of(), ASK, Reply.json(ANSWER)).local()).isFalse();
    assertThat(app.room.counts().of("all").get(NotCached.NO_CREDENTIAL)).isEqualTo(2);

    String here = "http://localhost:8000/v1/chat/completions";
    app.call(here, Map.of(), ASK, Reply.json(ANSWER));
    assertThat(app.call(here, Map.of(), ASK, Reply.json(ANSWER)).local()).isTrue();
  }

  @Test
  void anAnswerIsGoneAfterItsTime() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(ASK);
    app.pass(Duration.ofMinutes(59));
    assertThat(app.call(ASK).local()).isTrue();
    app.pass(Duration.ofMinutes(1));
    assertThat(app.call(ASK).local()).isFalse();
  }

  @Test
  void aStreamThatWasLeftAfterItsLastEventIsKeptAndOneThatWasLeftBeforeIsNot() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(KEY_A, ASK_STREAM, Reply.events(EVENTS).left());
    assertThat(app.call(KEY_A, ASK_STREAM, Reply.events(EVENTS)).local()).isTrue();

    app.call(KEY_B, ASK_STREAM, Reply.events(EVENTS[0]).left());
    assertThat(app.call(KEY_B, ASK_STREAM, Reply.events(EVENTS)).local()).isFalse();
  }

  @Test
  void aCallerMayPassTheCacheByOrRenewIt() {
    CacheHarness app = new CacheHarness(anHour());
    app.call(ASK);
    Map<String, String> bypass =
        Map.of("Authorization", "Bearer sk-a", "x-costspan-cache", "bypass");
    Map<String, String> refresh =
        Map.of("Authorization", "Bearer sk-a", "x-costspan-cache", "refresh");
    String other = ANSWER.replace("Hello", "Hello again");

    assertThat(app.call(bypass, ASK, Reply.json(other)).local()).isFalse();
    assertThat(app.call(ASK).text()).isEqualTo(ANSWER);
    assertThat(app.call(refresh, ASK, Reply.json(other)).local()).isFalse();
    assertThat(app.call(ASK).text()).isEqualTo(other);
  }

  @Test
  void whatIsNoRuleOfTheCacheIsNotTouched() {
    Match mini = Match.of(new Patterns(Map.of(CallAttribute.of("model"), List.of("mini"))));
    CacheHarness app = new CacheHarness(CacheRule.of("mini", mini, Duration.ofHours(1)));
    app.call(ASK);
    assertThat(app.call(ASK).local()).isFalse();
    assertThat(app.call(OPENAI, KEY_A, ASK.replace("gpt-4o", "mini"), Reply.json(ANSWER)).local())
        .isFalse();
    assertThat(app.call(OPENAI, KEY_A, ASK.replace("gpt-4o", "mini"), Reply.json(ANSWER)).local())
        .isTrue();
  }

  @Test
  void answersAreTakenOutByModelTagAndRule() {
    CacheHarness app = new CacheHarness(anHour());
    Map<String, String> tagged = Map.of("Authorization", "Bearer sk-a", "x-tenant", "t1");
    app.call(ASK);
    app.call(tagged, ASK, Reply.json(ANSWER));
    Board board = new Board();
    app.room.desk().onto(board);

    board.perform("invalidate", Map.of("model", "claude*"), "me");
    assertThat(app.call(ASK).local()).isTrue();
    board.perform("invalidate", Map.of("tag", "tenant=t*"), "me");
    assertThat(app.call(ASK).local()).isTrue();
    assertThat(app.call(tagged, ASK, Reply.json(ANSWER)).local()).isFalse();
    board.perform("invalidate", Map.of("model", "GPT-4*", "rule", "all"), "me");
    assertThat(app.call(ASK).local()).isFalse();
    assertThat(board.rows("cache").get(0)).containsEntry("rule", "all").containsEntry("hit", 2L);
  }
}
