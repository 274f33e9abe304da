// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts calls by those of their kind: the prompt by its characters and what such prompts held
 * beyond them, the answer by what 95 of 100 recent ones did not pass, and never more than the
 * request allows. The first of a kind is taken to need all it allows itself, within bounds.
 * Thread-safe.
 */
public final class HistoryForecaster implements Forecaster, CallSink {
  /**
   * Output tokens of the first answer of its kind: what many models write at the most. Where the
   * request sets a bound, it is believed up to this.
   */
  static final long COLD = 16_384;

  private static final Set<String> WRITERS =
      Set.of("chat", "generate_content", "text_completion", "responses");
  private static final int PICO = 12;

  private final History history = new History();
  private final ForecastPrices prices;

  /**
   * @param pricer asked on the application's threads, once it has been asked on one of ours
   */
  public HistoryForecaster(Pricer pricer, Clock clock) {
    this.prices = new ForecastPrices(pricer, clock);
  }

  /** Has the prices read, on a thread of our own; until then forecasts are of tokens alone. */
  public void warm() {
    prices.warm();
  }

  /** As {@link #warm}, on the caller's thread; takes no time once they are read. */
  public void readPrices() {
    prices.read();
  }

  /** When prices will be read, within a second of {@link #warm}; {@code null} when they are. */
  public @Nullable CompletionStage<?> pricesToCome() {
    return prices.toCome();
  }

  /** Whether a forecast without a price is one of a call that has none. */
  public boolean pricesRead() {
    return prices.known();
  }

  @Override
  public Forecast of(
      Endpoint endpoint, Subject subject, RequestFacts facts, LongSupplier promptTokens) {
    History.Used used = history.of(subject);
    long prompt = promptTokens.getAsLong();
    long input = prompt + (used == null ? 0 : Math.max(0, used.unseenInput().value()));
    long output = output(subject, facts, used == null ? -1 : used.output().value());
    Cost cost = prices.price(endpoint, subject.model(), facts, usage(facts, input, output));
    BigDecimal usd = cost == null ? null : cost.usd();
    if (cost == null || usd == null) {
      return new Forecast(prompt, input, output, cost == null ? null : before(used), null);
    }
    BigDecimal inputUsd = cost.breakdown().getOrDefault(Unit.INPUT, BigDecimal.ZERO);
    return new Forecast(prompt, input, output, usd, inputUsd.min(usd));
  }

  private static long output(Subject subject, RequestFacts facts, long before) {
    long choices = facts.choiceCount() == null ? 1 : Math.max(1, facts.choiceCount());
    Long most = facts.maxTokens();
    long one;
    if (before >= 0) {
      one = most == null ? before : Math.min(before, most);
    } else if (WRITERS.contains(subject.operation()) && facts.media() == null) {
      one = most == null ? COLD : Math.min(most, COLD);
    } else {
      one = 0;
    }
    return Math.max(0, one) * Math.min(choices, 1_000);
  }

  /** Of pictures, sound and video, what the request says of them is what is paid for. */
  private static Usage usage(RequestFacts facts, long input, long output) {
    Usage.Builder usage = Usage.builder();
    RequestFacts.Media media = facts.media();
    if (media == null) {
      return usage.set(Unit.INPUT, input).set(Unit.OUTPUT, output).build();
    }
    long pieces = facts.choiceCount() == null ? 1 : Math.max(1, facts.choiceCount());
    if (media.characters() != null) {
      return usage.set(Unit.CHARACTERS, media.characters()).build();
    }
    return media.videoMillis() == null
        ? usage.set(Unit.IMAGES, pieces).build()
        : usage.set(Unit.VIDEO_MILLIS, media.videoMillis() * pieces).build();
  }

  /** What calls of the kind cost, where no price tells it beforehand. */
  private static @Nullable BigDecimal before(History.@Nullable Used used) {
    long cost = used == null ? -1 : used.cost().value();
    return cost < 0 ? null : BigDecimal.valueOf(cost, PICO);
  }

  /** Learns how much of a prompt its characters did not tell. */
  public void settled(Subject subject, Forecast forecast, Usage usage) {
    OptionalLong input = usage.get(Unit.INPUT);
    if (input.isPresent()) {
      long unseen = Math.max(0, input.getAsLong() - forecast.promptTokens());
      history.learn(subject, used -> used.unseenInput().add(unseen));
    }
  }

  /** Learns how long answers get and what they cost. */
  @Override
  public void settled(PricedCall priced) {
    CallRecord call = priced.call();
    boolean answered = call.outcome() == Outcome.COMPLETE && call.errorType() == null;
    if (!answered || call.handling().action() != Handling.Action.SENT) {
      return;
    }
    Long choices = call.request().choiceCount();
    OptionalLong output = call.usage().get(Unit.OUTPUT);
    long one =
        output.isPresent() ? output.getAsLong() / (choices == null ? 1 : Math.max(1, choices)) : -1;
    answered(subject(call), one, priced.cost().usd());
  }

  /**
   * Learns from an answer, also from one of another process, or of this application before.
   *
   * @param outputTokens less than 0 when they are not known
   * @param usd what it cost; {@code null} where nobody knows
   */
  public void answered(Subject subject, long outputTokens, @Nullable BigDecimal usd) {
    history.learn(
        subject,
        used -> {
          if (outputTokens >= 0) {
            used.output().add(outputTokens);
          }
          if (usd != null) {
            used.cost().add(usd.movePointRight(PICO).longValue());
          }
        });
  }

  private static Subject subject(CallRecord call) {
    String asked = call.request().model();
    return new Subject(
        call.endpoint().provider(),
        asked == null ? call.endpoint().pathModel() : asked,
        call.endpoint().operation(),
        call.endpoint().host(),
        "",
        null,
        call.handling().tags());
  }
}
