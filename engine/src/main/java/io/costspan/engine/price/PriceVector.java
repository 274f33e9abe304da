// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reference price: a usage, when and where it happened, and what it costs.
 *
 * @param id name of the vector
 * @param query what is asked
 * @param rates the rates the answer rests on, for this library's units; {@code null} when the call
 *     must stay unpriced
 * @param multiplier what scales the token rates
 * @param minimumAudioMillis least audio charged
 * @param expectedUsd exact USD; {@code null} when the call must stay unpriced
 */
public record PriceVector(
    String id,
    PriceQuery query,
    @Nullable Map<Unit, BigDecimal> rates,
    BigDecimal multiplier,
    long minimumAudioMillis,
    @Nullable BigDecimal expectedUsd) {

  private static final Map<String, Unit> TOKENS =
      Map.ofEntries(
          Map.entry("input_tokens", Unit.INPUT),
          Map.entry("cache_read_tokens", Unit.CACHE_READ),
          Map.entry("cache_write_tokens", Unit.CACHE_WRITE),
          Map.entry("cache_write_5m_tokens", Unit.CACHE_WRITE_5M),
          Map.entry("cache_write_1h_tokens", Unit.CACHE_WRITE_1H),
          Map.entry("input_audio_tokens", Unit.INPUT_AUDIO),
          Map.entry("cache_audio_read_tokens", Unit.CACHE_READ_AUDIO),
          Map.entry("input_image_tokens", Unit.INPUT_IMAGE),
          Map.entry("output_tokens", Unit.OUTPUT),
          Map.entry("output_reasoning_tokens", Unit.REASONING),
          Map.entry("output_audio_tokens", Unit.OUTPUT_AUDIO),
          Map.entry("output_image_tokens", Unit.OUTPUT_IMAGE),
          Map.entry("web_searches", Unit.WEB_SEARCH),
          Map.entry("file_searches", Unit.FILE_SEARCH),
          Map.entry("requests", Unit.REQUESTS),
          Map.entry("characters", Unit.CHARACTERS),
          Map.entry("pages", Unit.PAGES),
          Map.entry("images", Unit.IMAGES));

  private static final Map<String, Unit> RATES =
      Map.ofEntries(
          Map.entry("input", Unit.INPUT),
          Map.entry("cache_read", Unit.CACHE_READ),
          Map.entry("cache_write", Unit.CACHE_WRITE),
          Map.entry("cache_write_1h", Unit.CACHE_WRITE_1H),
          Map.entry("input_audio", Unit.INPUT_AUDIO),
          Map.entry("cache_audio_read", Unit.CACHE_READ_AUDIO),
          Map.entry("input_image", Unit.INPUT_IMAGE),
          Map.entry("output", Unit.OUTPUT),
          Map.entry("output_reasoning", Unit.REASONING),
          Map.entry("output_audio", Unit.OUTPUT_AUDIO),
          Map.entry("output_image", Unit.OUTPUT_IMAGE),
          Map.entry("web_search", Unit.WEB_SEARCH),
          Map.entry("file_search", Unit.FILE_SEARCH),
          Map.entry("request", Unit.REQUESTS),
          Map.entry("character", Unit.CHARACTERS),
          Map.entry("page", Unit.PAGES),
          Map.entry("image", Unit.IMAGES),
          Map.entry("audio_second", Unit.AUDIO_MILLIS));

  private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

  /** Reads a file of vectors, {@code {"vectors":[...]}}. */
  public static List<PriceVector> read(Path file) throws IOException {
    return rows(file).stream().map(PriceVector::read).toList();
  }

  /** The vectors of a file, not read yet. */
  static List<JsonRow> rows(Path file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
      return JsonRow.read(parser).rows("vectors");
    }
  }

  static PriceVector read(JsonRow row) {
    JsonRow usage = row.rowOrNull("usage");
    JsonRow rates = row.rowOrNull("rates_usd_per_mtok");
    String expected = row.textOrNull("expected_usd");
    String multiplier = row.textOrNull("multiplier");
    String model = row.textOrNull("model");
    String stated = row.textOrNull("provider_usd");
    PriceQuery query =
        new PriceQuery(
            row.text("provider"),
            row.has("request_model") ? row.text("request_model") : model,
            model,
            usage == null ? Usage.NONE : usage(usage),
            false,
            Instant.parse(row.text("timestamp")),
            row.textOrNull("service_tier"),
            row.textOrNull("region"),
            stated == null ? null : new BigDecimal(stated));
    String minimum = rates == null ? null : rates.textOrNull("minimum_seconds");
    return new PriceVector(
        row.text("id"),
        query,
        rates == null ? null : rates(rates),
        multiplier == null ? BigDecimal.ONE : new BigDecimal(multiplier),
        minimum == null ? 0 : millis(minimum),
        expected == null ? null : new BigDecimal(expected));
  }

  private static Usage usage(JsonRow row) {
    Usage.Builder usage = Usage.builder();
    for (String key : row.keys()) {
      if (key.equals("audio_seconds")) {
        usage.set(Unit.AUDIO_MILLIS, millis(row.text(key)));
      } else {
        usage.set(known(TOKENS, key), new BigDecimal(row.text(key)).longValueExact());
      }
    }
    return usage.build();
  }

  private static long millis(String seconds) {
    return new BigDecimal(seconds).movePointRight(3).longValueExact();
  }

  private static Map<Unit, BigDecimal> rates(JsonRow row) {
    Map<Unit, BigDecimal> rates = new EnumMap<>(Unit.class);
    for (String key : row.keys()) {
      if (!key.equals("minimum_seconds")) {
        Unit unit = known(RATES, key);
        rates.put(unit, rate(unit, row.text(key)));
      }
    }
    return rates;
  }

  /** A rate in this library's terms: per thousand of what is counted singly, per hour of audio. */
  private static BigDecimal rate(Unit unit, String text) {
    return switch (unit) {
      case WEB_SEARCH, FILE_SEARCH, REQUESTS, PAGES, IMAGES ->
          new BigDecimal(text).movePointRight(3);
      case AUDIO_MILLIS -> hourly(text);
      default -> new BigDecimal(text);
    };
  }

  private static BigDecimal hourly(String perSecond) {
    int slash = perSecond.indexOf('/');
    if (slash < 0) {
      return new BigDecimal(perSecond).multiply(SECONDS_AN_HOUR);
    }
    return new BigDecimal(perSecond.substring(0, slash))
        .multiply(SECONDS_AN_HOUR)
        .divide(new BigDecimal(perSecond.substring(slash + 1)), MathContext.DECIMAL128);
  }

  private static Unit known(Map<String, Unit> units, String key) {
    Unit unit = units.get(key);
    if (unit == null) {
      throw new IllegalArgumentException("unknown unit '" + key + "'");
    }
    return unit;
  }

  /** The exact USD by the vector's own rates; {@code null} when it has none. */
  @Nullable BigDecimal byOwnRates() {
    if (rates == null) {
      return null;
    }
    Rates scaled = new Rates(rates).mapTokens(entry -> entry.getValue().multiply(multiplier));
    return sum(Bill.of(Buckets.of(query.usage()), scaled, minimumAudioMillis).amounts());
  }

  /** Whether a cost is the expected one to the last digit, before and after its rounding. */
  boolean agrees(Cost cost) {
    BigDecimal usd = cost.usd();
    if (expectedUsd == null || usd == null) {
      return expectedUsd == null && usd == null;
    }
    if (usd.compareTo(expectedUsd.setScale(12, RoundingMode.HALF_EVEN)) != 0) {
      return false;
    }
    return cost.state() == CostState.REPORTED || agrees(sum(cost.breakdown()));
  }

  /** Whether an unrounded sum is the expected one, as far as its digits are given. */
  boolean agrees(@Nullable BigDecimal exact) {
    if (expectedUsd == null || exact == null) {
      return expectedUsd == null && exact == null;
    }
    int scale = Math.max(expectedUsd.scale(), 18);
    return exact.setScale(scale, RoundingMode.HALF_EVEN).compareTo(expectedUsd) == 0;
  }

  private static BigDecimal sum(Map<Unit, BigDecimal> amounts) {
    return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
