// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.text.SampleRoom;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls whose provider did not say what was used, from their first byte to their cost. */
class EstimatesTest {
  private static final long ROOM = 1 << 20;
  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";

  /** Nine tokens in o200k_base. */
  private static final String QUESTION = "Which ocean is the deepest of them all?";

  private static final String ASK =
      "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
          + QUESTION
          + "\"}]}";

  private final SampleRoom room = new SampleRoom(ROOM);
  private final List<PricedCall> settled = new CopyOnWriteArrayList<>();

  @AfterEach
  void noTextIsKept() {
    assertThat(room.left()).isEqualTo(ROOM);
  }

  @Test
  void aStreamThatIsCutShortIsEstimated() {
    PricedCall call =
        run(
            OPENAI,
            ASK,
            200,
            Answer.cut(Answer.chunk("The deepest ocean"), Answer.chunk(" is the Pac")));

    Usage usage = call.call().usage();
    assertThat(usage.orZero(Unit.INPUT)).isEqualTo(9 + 7);
    assertThat(usage.orZero(Unit.OUTPUT)).isBetween(6L, 8L);
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
    assertThat(call.cost().usd()).isPositive();
    assertThat(call.cost().reason()).isEqualTo("output as far as it was read");
    assertThat(units(call)).containsExactlyInAnyOrder(Unit.INPUT, Unit.OUTPUT);
    assertThat(call.call().response().usage()).isEqualTo(Usage.NONE);
  }

  @Test
  void aWholeStreamWithoutUsageIsEstimated() {
    PricedCall call =
        run(
            OPENAI,
            ASK,
            200,
            Answer.whole(Answer.chunk("The Pacific."), Answer.finish(), Answer.done()));

    assertThat(call.call().usage().orZero(Unit.OUTPUT)).isBetween(3L, 5L);
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
    assertThat(call.cost().reason()).isNull();
  }

  @Test
  void aWholeAnswerThatSaysNothingIsNoOutputAndNotUnknown() {
    PricedCall call =
        run(OPENAI, ASK, 200, Answer.whole(Answer.chunk(""), Answer.finish(), Answer.done()));

    assertThat(call.call().usage().get(Unit.OUTPUT)).hasValue(0);
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
  }

  @Test
  void whatWasReportedIsKeptAndOnlyTheRestEstimated() {
    String start =
        Answer.event(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"claude-sonnet-4-5\","
                + "\"usage\":{\"input_tokens\":5,\"cache_read_input_tokens\":1000,"
                + "\"output_tokens\":1}}}");
    String delta =
        Answer.event(
            "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\""
                + "one two three four five ".repeat(40)
                + "\"}}");
    PricedCall call = run(ANTHROPIC, ASK, 200, Answer.cut(start, delta));

    Usage usage = call.call().usage();
    assertThat(usage.orZero(Unit.INPUT)).isEqualTo(1005);
    assertThat(usage.orZero(Unit.CACHE_READ)).isEqualTo(1000);
    assertThat(usage.orZero(Unit.OUTPUT)).isBetween(150L, 350L);
    assertThat(units(call)).containsExactly(Unit.OUTPUT);
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
  }

  @Test
  void whatWasReportedWholeIsLeftAlone() {
    String usage =
        Answer.event(
            "{\"id\":\"c\",\"model\":\"gpt-4o-mini\",\"choices\":[],\"usage\":"
                + "{\"prompt_tokens\":3,\"completion_tokens\":4}}");
    PricedCall call =
        run(
            OPENAI,
            ASK,
            200,
            Answer.whole(Answer.chunk("The Pacific."), Answer.finish(), usage, Answer.done()));

    assertThat(call.call().estimate()).isNull();
    assertThat(call.call().usage().orZero(Unit.INPUT)).isEqualTo(3);
    assertThat(call.cost().state()).isEqualTo(CostState.PRICED);
  }

  @Test
  void anErrorIsNeverEstimated() {
    PricedCall refused = run(OPENAI, ASK, 500, Answer.whole("{\"error\":{\"code\":\"boom\"}}"));
    assertThat(refused.call().estimate()).isNull();
    assertThat(refused.cost().usd()).isZero();

    PricedCall inside =
        run(OPENAI, ASK, 200, Answer.whole(Answer.chunk("The"), Answer.event("{\"error\":{}}")));
    assertThat(inside.call().estimate()).isNull();
    assertThat(inside.cost().state()).isEqualTo(CostState.UNPRICED);
  }

  @Test
  void anUnreadAnswerCostsItsPromptAtLeast() {
    PricedCall call = run(OPENAI, ASK, 200, Answer.cut());

    assertThat(call.call().outcome()).isEqualTo(Outcome.UNREAD);
    assertThat(call.call().usage().orZero(Unit.INPUT)).isEqualTo(16);
    assertThat(call.call().usage().get(Unit.OUTPUT)).isEmpty();
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
    assertThat(call.cost().reason()).isEqualTo("output not seen");
  }

  @Test
  void whatIsNoAnswerStaysUnpriced() {
    for (String body : List.of("<html>log in</html>", "{\"ok\":true}", "")) {
      PricedCall call = run(OPENAI, ASK, 200, Answer.whole(body));
      assertThat(call.call().estimate()).as(body).isNull();
      assertThat(call.cost().state()).as(body).isEqualTo(CostState.UNPRICED);
    }
  }

  @Test
  void aBackgroundCallIsAnsweredElsewhere() {
    PricedCall call =
        run(
            "https://api.openai.com/v1/responses",
            "{\"model\":\"gpt-5\",\"background\":true,\"input\":\"hi\"}",
            200,
            Answer.whole(
                "{\"id\":\"r\",\"object\":\"response\",\"model\":\"gpt-5\",\"status\":\"queued\"}"));

    assertThat(call.call().estimate()).isNull();
  }

  @Test
  void whatAnEstimateCannotKnowIsSaid() {
    String pictured =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
            + "\"text\":\"What is it?\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"
            + "A".repeat(9000)
            + "\"}}]}]}";
    PricedCall call =
        run(
            OPENAI,
            pictured,
            200,
            Answer.whole(Answer.chunk("A cat."), Answer.finish(), Answer.done()));
    assertThat(call.cost().reason()).isEqualTo("without 1 image(s) or file(s) of the prompt");
    assertThat(call.call().usage().orZero(Unit.INPUT)).isLessThan(20);

    PricedCall later =
        run(
            "https://api.openai.com/v1/responses",
            "{\"model\":\"gpt-5\",\"previous_response_id\":\"resp_1\",\"input\":\"And?\"}",
            200,
            Answer.cut(
                Answer.event("{\"type\":\"response.created\",\"response\":{\"model\":\"gpt-5\"}}"),
                Answer.event("{\"type\":\"response.output_text.delta\",\"delta\":\"So.\"}")));
    assertThat(later.cost().reason())
        .contains("without earlier turns", "without reasoning that is not shown");
  }

  @Test
  void turnsThatTheProviderKeepsAreNamedUnderEachOfTheirNames() {
    for (String kept :
        List.of(
            "\"conversation\":\"conv_1\"",
            "\"conversation\":{\"id\":\"conv_1\"}",
            "\"previous_interaction_id\":\"i_1\"",
            "\"cachedContent\":\"cachedContents/1\"")) {
      PricedCall call =
          run(
              "https://api.openai.com/v1/responses",
              "{\"model\":\"gpt-4o\"," + kept + ",\"input\":\"And?\"}",
              200,
              Answer.cut(
                  Answer.event("{\"type\":\"response.output_text.delta\",\"delta\":\"So.\"}")));
      assertThat(call.cost().reason()).as(kept).contains("without earlier turns");
      assertThat(call.call().usage().orZero(Unit.INPUT)).as(kept).isBetween(1L, 20L);
    }
  }

  @Test
  void aPromptWithoutTextIsNotOneOfNoTokens() {
    for (String prompt :
        List.of(
            "{\"model\":\"gpt-4o\",\"prompt\":{\"id\":\"pmpt_1\"},\"stream\":true}",
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                + "\"image_url\",\"image_url\":{\"url\":\"https://x/y.png\"}}]}]}")) {
      PricedCall call = run(OPENAI, prompt, 200, Answer.cut(Answer.chunk("The deepest")));
      assertThat(call.call().estimate()).as(prompt).isNull();
      assertThat(call.cost().state()).as(prompt).isEqualTo(CostState.UNPRICED);
    }
  }

  @Test
  void whatHasNoVectorsOfAModelIsNoEmbedding() {
    PricedCall call =
        run(
            "https://api.openai.com/v1/embeddings",
            "{\"model\":\"text-embedding-3-small\",\"input\":[\"" + QUESTION + "\"]}",
            200,
            Answer.whole("{\"ok\":true}"));

    assertThat(call.call().estimate()).isNull();
    assertThat(call.cost().state()).isEqualTo(CostState.UNPRICED);
  }

  @Test
  void aSilentAnswerToAReportedPromptIsNotEstimated() {
    PricedCall call =
        run(
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash"
                + ":streamGenerateContent?alt=sse",
            "{\"contents\":[{\"parts\":[{\"text\":\"" + QUESTION + "\"}]}]}",
            200,
            Answer.whole(
                Answer.event(
                    "{\"candidates\":[{\"finishReason\":\"SAFETY\"}],\"modelVersion\":"
                        + "\"gemini-2.5-flash\",\"usageMetadata\":{\"promptTokenCount\":9}}")));

    assertThat(call.call().estimate()).isNull();
    assertThat(call.call().usage().get(Unit.INPUT)).hasValue(9);
    assertThat(call.cost().state()).isEqualTo(CostState.PRICED);
  }

  @Test
  void nothingIsLoadedOnceTheJvmIsToEnd() {
    String ask = ASK.replace(QUESTION, "The quick brown fox jumps over the lazy dog. ".repeat(200));
    assertThat(settler.drain(1)).isFalse();
    PricedCall call = run(OPENAI, ask, 200, Answer.cut(Answer.chunk("Yes")));

    // the encoding would make it 2008
    assertThat(call.call().usage().orZero(Unit.INPUT)).isBetween(2120L, 2200L);
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
  }

  @Test
  void embeddingsHaveNoOutputToEstimate() {
    PricedCall call =
        run(
            "https://api.openai.com/v1/embeddings",
            "{\"model\":\"text-embedding-3-small\",\"input\":[\"" + QUESTION + "\",\"again\"]}",
            200,
            Answer.whole("{\"object\":\"list\",\"model\":\"text-embedding-3-small\",\"data\":[]}"));

    assertThat(call.call().usage().counts()).isEqualTo(Map.of(Unit.INPUT, 10L));
    assertThat(call.cost().state()).isEqualTo(CostState.ESTIMATED);
  }

  @Test
  void aRequestThatIsSentAnewCountsOnce() {
    Call call = open(OPENAI);
    call.admit(null);
    send(call, ASK);
    send(call, ASK);
    BodyTap tap = call.respond(200, Map.of(), MeterHarness.HEADERS, null).tap();
    Answer.whole(Answer.chunk("Yes."), Answer.finish(), Answer.done()).read(tap);

    assertThat(settle().call().usage().orZero(Unit.INPUT)).isEqualTo(16);
  }

  @Test
  void aCallThatGotNoAnswerKeepsNothing() {
    Call call = open(OPENAI);
    call.admit(MeterHarness.bytes(ASK));
    call.fail(new IOException("reset"));

    assertThat(settle().cost().state()).isEqualTo(CostState.UNPRICED);
  }

  @Test
  void estimatesCanBeSwitchedOff() {
    settler = new Settler(10);
    PricedCall call = run(OPENAI, ASK, 200, Answer.cut(Answer.chunk("The deepest")));

    assertThat(call.call().estimate()).isNull();
    assertThat(call.cost().state()).isEqualTo(CostState.UNPRICED);
    assertThat(call.cost().reason()).isEqualTo("incomplete");
  }

  @Test
  void longTextIsScaledUpFromItsBeginning() {
    String story = "The quick brown fox jumps over the lazy dog. ".repeat(20_000);
    String ask =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + story
            + "\"}]}";
    PricedCall call = run(OPENAI, ask, 200, Answer.cut(Answer.chunk("Yes")));

    assertThat(call.call().usage().orZero(Unit.INPUT)).isBetween(195_000L, 205_000L);
  }

  private Settler settler = new Settler(10, room);

  private PricedCall run(String url, String ask, int status, Answer answer) {
    Call call = open(url);
    call.admit(null);
    send(call, ask);
    answer.read(call.respond(status, Map.of(), MeterHarness.HEADERS, null).tap());
    return settle();
  }

  private Call open(String url) {
    String host = url.replaceFirst("https://([^/]+)/.*", "$1");
    Meter meter =
        new Meter(
            new EndpointDetector()::detect,
            settler,
            new Fingerprint(new byte[16]),
            new TraceLinks(traceId -> true),
            () -> null,
            false,
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
    return meter.open("POST", host, 443, url, Map.of(), MeterHarness.HEADERS);
  }

  private static void send(Call call, String ask) {
    BodyTap sending = call.requestTap();
    sending.data(MeterHarness.bytes(ask));
    sending.end();
  }

  /** The call that ended last. */
  private PricedCall settle() {
    settled.clear();
    settler.start(CataloguePricer.bundled(), List.of(settled::add));
    awaitSettled();
    assertThat(settler.drain(20_000)).isTrue();
    settler = new Settler(10, room);
    return settled.get(settled.size() - 1);
  }

  /** Without draining, by which estimates are made rough. */
  private void awaitSettled() {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (settled.isEmpty() && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static Set<Unit> units(PricedCall call) {
    return call.call().estimate().units();
  }
}
