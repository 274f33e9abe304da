// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.engine.price.JsonRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One price list of a model in genai-prices' data, and when it holds.
 *
 * @param from the day it begins; {@code null} for always
 * @param hours {@code HH:MM-HH:MM} in UTC; {@code null} for all day
 * @param rates our unit to decimal text
 * @param above rates by the prompt's length in tokens that must be exceeded
 */
record GenaiPeriod(
    @Nullable String from,
    @Nullable String hours,
    Map<String, String> rates,
    SortedMap<Long, Map<String, String>> above) {

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("input_mtok", "input"),
          Map.entry("cache_read_mtok", "cache_read"),
          Map.entry("cache_write_mtok", "cache_write"),
          Map.entry("cache_write_1h_mtok", "cache_write_1h"),
          Map.entry("input_audio_mtok", "input_audio"),
          Map.entry("cache_audio_read_mtok", "cache_read_audio"),
          Map.entry("input_image_mtok", "input_image"),
          Map.entry("cache_image_read_mtok", "cache_read_image"),
          Map.entry("output_mtok", "output"),
          Map.entry("output_reasoning_mtok", "reasoning"),
          Map.entry("output_audio_mtok", "output_audio"),
          Map.entry("output_image_mtok", "output_image"),
          Map.entry("output_citation_mtok", "citation"),
          Map.entry("web_searches_kcount", "web_search"),
          Map.entry("storage_searches_kcount", "file_search"),
          Map.entry("input_audio_hours", "audio_hour"),
          Map.entry("input_document_kpages", "page"),
          Map.entry("requests_kcount", "request"));

  /** Nothing a call's usage can say; the model keeps its other prices. */
  private static final Set<String> NOT_COUNTED =
      Set.of("input_video_mtok", "output_video_mtok", "input_annotated_document_kpages");

  /** A model that has it cannot be priced without it. */
  private static final String NEEDED = "input_text_messages_kcount";

  /** Input and output together; where it is the input's own price, that is there, too. */
  private static final String TOTAL_AUDIO = "audio_hours";

  /** Binary fractions leave noise behind the twelfth digit. */
  private static final MathContext TWELVE_DIGITS = new MathContext(12);

  private static final Pattern CLOCK = Pattern.compile("(\\d\\d:\\d\\d):\\d\\dZ");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** Reads an entry with {@code prices}; {@code null} where a call cannot be charged by it. */
  static @Nullable GenaiPeriod read(String where, JsonRow entry) {
    JsonRow prices = entry.rowOrNull("prices");
    if (prices == null || prices.has(NEEDED)) {
      return null;
    }
    Map<String, String> rates = new LinkedHashMap<>();
    SortedMap<Long, Map<String, String>> above = new TreeMap<>();
    for (String key : prices.keys()) {
      String unit = UNITS.get(key);
      if (unit != null) {
        rate(where, prices, key, unit, rates, above);
      } else if (!NOT_COUNTED.contains(key) && !isInputAudio(prices, key)) {
        throw new IllegalArgumentException(
            where + ": unknown price key '" + key + "': the catalogue is newer than this costspan");
      }
    }
    if (rates.isEmpty()) {
      return null;
    }
    JsonRow when = entry.rowOrNull("constraint");
    String type = when == null ? "" : when.textOrNull("type");
    if (when == null) {
      return new GenaiPeriod(null, null, rates, above);
    }
    if ("start_date".equals(type) && DAY.matcher(when.text("start_date")).matches()) {
      return new GenaiPeriod(when.text("start_date"), null, rates, above);
    }
    if ("time_of_date".equals(type)) {
      String hours = clock(where, when, "start_time") + "-" + clock(where, when, "end_time");
      return new GenaiPeriod(null, hours, rates, above);
    }
    throw new IllegalArgumentException(where + ": unknown constraint " + type);
  }

  private static boolean isInputAudio(JsonRow prices, String key) {
    return key.equals(TOTAL_AUDIO)
        && prices.has("input_audio_hours")
        && prices.text(key).equals(prices.text("input_audio_hours"));
  }

  private static void rate(
      String where,
      JsonRow prices,
      String key,
      String unit,
      Map<String, String> rates,
      SortedMap<Long, Map<String, String>> above) {
    JsonRow tiered = prices.isRow(key) ? prices.rowOrNull(key) : null;
    if (tiered == null) {
      rates.put(unit, decimal(where, prices.text(key)));
      return;
    }
    rates.put(unit, decimal(where, tiered.text("base")));
    for (JsonRow tier : tiered.rows("tiers")) {
      above
          .computeIfAbsent(Long.parseLong(tier.text("start")), start -> new LinkedHashMap<>())
          .put(unit, decimal(where, tier.text("price")));
    }
  }

  private static String decimal(String where, String text) {
    BigDecimal price = text.length() > 40 ? null : new BigDecimal(text);
    if (price == null || price.signum() < 0 || Math.abs((long) price.scale()) > 40) {
      throw new IllegalArgumentException(where + ": not a price: " + text);
    }
    return price.signum() == 0
        ? "0"
        : price.round(TWELVE_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static String clock(String where, JsonRow when, String key) {
    Matcher clock = CLOCK.matcher(when.text(key));
    if (!clock.matches()) {
      throw new IllegalArgumentException(where + ": not a time of day: " + when.text(key));
    }
    return clock.group(1);
  }

  /** Writes it as a period of our catalogue. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (from != null) {
      json.writeStringField("from", from + "T00:00:00Z");
    }
    if (hours != null) {
      json.writeObjectFieldStart("window");
      json.writeStringField("zone", "UTC");
      json.writeArrayFieldStart("hours");
      json.writeString(hours);
      json.writeEndArray();
      json.writeEndObject();
    }
    rates(json, rates);
    if (!above.isEmpty()) {
      json.writeArrayFieldStart("above");
      for (Map.Entry<Long, Map<String, String>> step : above.entrySet()) {
        json.writeStartObject();
        json.writeNumberField("gt", step.getKey());
        rates(json, step.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void rates(JsonGenerator json, Map<String, String> rates) throws IOException {
    json.writeObjectFieldStart("rates");
    for (Map.Entry<String, String> rate : rates.entrySet()) {
      json.writeStringField(rate.getKey(), rate.getValue());
    }
    json.writeEndObject();
  }
}
