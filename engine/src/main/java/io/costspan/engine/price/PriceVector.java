// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** What a vector says of itself and its origin, beside what it is about. */
  private static final Set<String> REMARKS =
      Set.of("confidence", "basis", "peers", "agreement", "notes", "note", "source", "description");

  /** What is about the price, each under every name it goes by. */
  private static final Map<String, List<String>> MEMBERS =
      Map.ofEntries(
          Map.entry("id", List.of("id", "name")),
          Map.entry("provider", List.of("provider")),
          Map.entry("request_model", List.of("request_model")),
          Map.entry("model", List.of("model", "response_model")),
          Map.entry("timestamp", List.of("timestamp", "at")),
          Map.entry("service_tier", List.of("service_tier", "tier")),
          Map.entry("speed", List.of("speed")),
          Map.entry("region", List.of("region", "inference_geo", "data_residency")),
          Map.entry("usage", List.of("usage")),
          Map.entry("rates", List.of("rates_usd_per_mtok", "rates")),
          Map.entry("multiplier", List.of("multiplier")),
          Map.entry("variant", List.of("variant")),
          Map.entry("provider_usd", List.of("provider_usd", "provider_cost_usd", "provider_cost")),
          Map.entry("expected_usd", List.of("expected_usd")));

  /** What {@code variant} may hold, also as members of the vector itself. */
  private static final Set<String> VARIANTS =
      Set.of("size", "quality", "resolution", "audio", "search_context_size");

  private static final Set<String> KNOWN =
      Stream.of(MEMBERS.values().stream().flatMap(List::stream).toList(), REMARKS, VARIANTS)
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());

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

  /** Names of members that are not understood, and which the price may depend on after all. */
  static List<String> strangers(JsonRow row) {
    return row.keys().stream().filter(key -> !KNOWN.contains(key)).toList();
  }

  static PriceVector read(JsonRow row) {
    JsonRow usage = row.rowOrNull("usage");
    JsonRow rates = row.rowOrNull(named(row, "rates"));
    String model = row.textOrNull(named(row, "model"));
    String asked = row.textOrNull(named(row, "request_model"));
    PriceQuery query =
        new PriceQuery(
            row.text("provider").trim().toLowerCase(Locale.ROOT),
            asked == null ? model : asked,
            model,
            usage == null ? Usage.NONE : VectorUnits.usage(usage),
            false,
            instant(row.text(named(row, "timestamp"))),
            tier(row),
            row.textOrNull(named(row, "region")),
            decimal(row, "provider_usd"),
            variant(row));
    String minimum = rates == null ? null : rates.textOrNull("minimum_seconds");
    BigDecimal multiplier = decimal(row, "multiplier");
    return new PriceVector(
        row.text(named(row, "id")),
        query,
        rates == null ? null : VectorUnits.rates(rates),
        multiplier == null ? BigDecimal.ONE : multiplier,
        minimum == null ? 0 : VectorUnits.millis(new BigDecimal(minimum)),
        decimal(row, "expected_usd"));
  }

  private static Map<String, String> variant(JsonRow row) {
    JsonRow within = row.rowOrNull("variant");
    Map<String, String> variant = new HashMap<>();
    for (String name : VARIANTS) {
      String word = within == null ? null : within.textOrNull(name);
      word = word == null ? row.textOrNull(name) : word;
      if (word != null) {
        variant.put(name, word.toLowerCase(Locale.ROOT));
      }
    }
    return Map.copyOf(variant);
  }

  /** Speed is a tier by another name; the standard one says nothing. */
  private static @Nullable String tier(JsonRow row) {
    String speed = row.textOrNull("speed");
    return ServiceTier.of(speed).equals(ServiceTier.STANDARD)
        ? row.textOrNull(named(row, "service_tier"))
        : speed;
  }

  /** The name a member has in this row; its first one where it has none. */
  private static String named(JsonRow row, String member) {
    List<String> names = MEMBERS.getOrDefault(member, List.of(member));
    return names.stream().filter(row::has).findFirst().orElse(names.get(0));
  }

  private static @Nullable BigDecimal decimal(JsonRow row, String member) {
    String text = row.textOrNull(named(row, member));
    return text == null ? null : new BigDecimal(text);
  }

  /** An instant, with any offset; a day alone begins at midnight UTC. */
  private static Instant instant(String text) {
    return text.length() == "2026-11-22".length()
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : OffsetDateTime.parse(text).toInstant();
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
