// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.Timing;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.dialect.ApiDialect;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryForecasterTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final HistoryForecaster forecaster =
      new HistoryForecaster(CataloguePricer.bundled(), Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void takesTheFirstOfAKindToNeedWhatItAllowsItself() {
    assertThat(forecast("gpt-4o", 700L, null).outputTokens()).isEqualTo(700);
    assertThat(forecast("gpt-4o", null, null).outputTokens()).isEqualTo(HistoryForecaster.COLD);
    assertThat(forecast("gpt-4o", 900_000L, null).outputTokens()).isEqualTo(HistoryForecaster.COLD);
    assertThat(forecast("gpt-4o", 700L, 3L).outputTokens()).isEqualTo(2_100);
    assertThat(
            forecaster
                .of(
                    endpoint("embeddings"),
                    subject("embeddings", "text-embedding-3-small", Map.of()),
                    facts("text-embedding-3-small", null, null),
                    () -> 50)
                .outputTokens())
        .isZero();
  }

  @Test
  void takesTheNextForLikeThoseBeforeButForWhatIsNotAllowed() {
    for (int i = 1; i <= 100; i++) {
      answered("gpt-4o", i, Map.of());
    }

    assertThat(forecast("gpt-4o", null, null).outputTokens()).isEqualTo(95);
    assertThat(forecast("gpt-4o", 40L, null).outputTokens()).isEqualTo(40);
    assertThat(forecast("gpt-4o", 4_000L, 2L).outputTokens()).isEqualTo(190);
    assertThat(forecast("gpt-4o-mini", 4_000L, null).outputTokens())
        .as("another model")
        .isEqualTo(4_000);
    for (int i = 0; i < 100; i++) {
      answered("gpt-4o", 10, Map.of());
    }
    assertThat(forecast("gpt-4o", null, null).outputTokens()).as("what is long ago").isEqualTo(10);
  }

  @Test
  void goesByAnswersOfOtherProcessesAsWell() {
    forecaster.answered(subject("chat", "gpt-4o", Map.of()), 250, null);

    assertThat(forecast("gpt-4o", null, null).outputTokens()).isEqualTo(250);
  }

  @Test
  void tellsCallersApartByTheirTagsAndGoesByAllWhereOneIsNew() {
    answered("gpt-4o", 2_000, Map.of("team", "writers"));
    answered("gpt-4o", 10, Map.of("team", "readers"));

    assertThat(of("gpt-4o", Map.of("team", "readers")).outputTokens()).isEqualTo(10);
    assertThat(of("gpt-4o", Map.of("team", "writers")).outputTokens()).isEqualTo(2_000);
    assertThat(of("gpt-4o", Map.of("team", "new")).outputTokens()).isEqualTo(2_000);
  }

  @Test
  void pricesOnceThePricesHaveBeenRead() {
    Forecast before = forecast("gpt-4o", 1_000L, null);
    assertThat(before.usd()).isNull();
    assertThat(forecaster.pricesRead()).isFalse();

    forecaster.readPrices();

    Forecast after = forecast("gpt-4o", 1_000L, null);
    assertThat(forecaster.pricesRead()).isTrue();
    assertThat(after.usd()).isEqualByComparingTo("0.01025");
    assertThat(after.inputUsd()).isEqualByComparingTo("0.00025");
    assertThat(forecast("no-such-model", 1_000L, null).usd()).isNull();
  }

  @Test
  void learnsWhatAPromptHoldsBeyondItsCharacters() {
    Forecast first = forecast("gpt-4o", 10L, null);
    assertThat(first.inputTokens()).isEqualTo(100);
    for (int i = 0; i < 64; i++) {
      forecaster.settled(
          subject("chat", "gpt-4o", Map.of()),
          first,
          Usage.builder().set(Unit.INPUT, 1_500).set(Unit.OUTPUT, 10).build());
    }

    Forecast next = forecast("gpt-4o", 10L, null);
    assertThat(next.promptTokens()).isEqualTo(100);
    assertThat(next.inputTokens()).isEqualTo(1_500);
  }

  @Test
  void goesByWhatCallsCostWhereNoPriceTellsItBeforehand() {
    forecaster.readPrices();
    forecaster.settled(
        new PricedCall(
            record("own-model", 10, Map.of()),
            new Cost(
                io.costspan.engine.price.CostState.REPORTED,
                new java.math.BigDecimal("0.042"),
                null,
                Map.of(),
                null,
                null,
                null,
                null)));

    assertThat(forecast("own-model", 1_000L, null).usd()).isEqualByComparingTo("0.042");
  }

  private void answered(String model, long output, Map<String, String> tags) {
    forecaster.settled(new PricedCall(record(model, output, tags), Cost.unpriced("no matter")));
  }

  private static CallRecord record(String model, long output, Map<String, String> tags) {
    ResponseFacts response =
        new ResponseFacts(
            null,
            model,
            List.of("stop"),
            Usage.builder().set(Unit.INPUT, 100).set(Unit.OUTPUT, output).build(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            List.of());
    return new CallRecord(
        "id",
        "id",
        1,
        endpoint("chat"),
        facts(model, null, null),
        response,
        200,
        Outcome.COMPLETE,
        null,
        new Timing(NOON, 1, 1, new long[0]),
        null,
        null,
        false,
        null,
        io.costspan.engine.passage.Handling.SENT.of(tags),
        false);
  }

  private Forecast forecast(String model, @Nullable Long most, @Nullable Long choices) {
    return forecaster.of(
        endpoint("chat"), subject("chat", model, Map.of()), facts(model, most, choices), () -> 100);
  }

  private Forecast of(String model, Map<String, String> tags) {
    return forecaster.of(
        endpoint("chat"), subject("chat", model, tags), facts(model, null, null), () -> 100);
  }

  private static Subject subject(String operation, String model, Map<String, String> tags) {
    return new Subject("openai", model, operation, "api.openai.com", "shop", null, tags);
  }

  private static Endpoint endpoint(String operation) {
    return new Endpoint(
        "openai", operation, ApiDialect.OPENAI_CHAT, "api.openai.com", 443, null, null);
  }

  private static RequestFacts facts(String model, @Nullable Long most, @Nullable Long choices) {
    return new RequestFacts(
        model, null, null, most, choices, null, null, null, null, null, null, null, List.of(), null,
        null, null);
  }
}
