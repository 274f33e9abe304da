// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The names that units and rates go by in a file of price vectors, several for some. One that is
 * not here is refused: a count left out would make a wrong price look right.
 */
final class VectorUnits {

  private static final Map<String, Unit> COUNTS = new HashMap<>();
  private static final Map<String, Unit> MILLIS = new HashMap<>();
  private static final Map<String, Unit> RATES = new HashMap<>();

  private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);
  private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

  private VectorUnits() {}

  static {
    names(COUNTS, Unit.INPUT, "input_tokens", "prompt_tokens");
    names(
        COUNTS,
        Unit.CACHE_READ,
        "cache_read_tokens",
        "cached_tokens",
        "cached_input_tokens",
        "cache_read_input_tokens");
    names(COUNTS, Unit.CACHE_WRITE, "cache_write_tokens", "cache_creation_input_tokens");
    names(COUNTS, Unit.CACHE_WRITE_5M, "cache_write_5m_tokens");
    names(COUNTS, Unit.CACHE_WRITE_1H, "cache_write_1h_tokens");
    names(COUNTS, Unit.INPUT_AUDIO, "input_audio_tokens", "audio_input_tokens");
    names(COUNTS, Unit.CACHE_READ_AUDIO, "cache_audio_read_tokens", "cache_read_audio_tokens");
    names(COUNTS, Unit.INPUT_IMAGE, "input_image_tokens", "image_input_tokens");
    names(COUNTS, Unit.CACHE_READ_IMAGE, "cache_image_read_tokens", "cache_read_image_tokens");
    names(COUNTS, Unit.OUTPUT, "output_tokens", "completion_tokens");
    names(COUNTS, Unit.REASONING, "output_reasoning_tokens", "reasoning_tokens");
    names(COUNTS, Unit.OUTPUT_AUDIO, "output_audio_tokens", "audio_output_tokens");
    names(COUNTS, Unit.OUTPUT_IMAGE, "output_image_tokens", "image_output_tokens");
    names(COUNTS, Unit.CITATION, "citation_tokens", "output_citation_tokens");
    names(COUNTS, Unit.WEB_SEARCH, "web_searches", "web_search_calls", "web_search_requests");
    names(COUNTS, Unit.FILE_SEARCH, "file_searches", "file_search_calls", "storage_searches");
    names(COUNTS, Unit.SEARCH_QUERIES, "search_queries", "num_search_queries");
    names(COUNTS, Unit.SEARCH_UNITS, "search_units");
    names(
        COUNTS,
        Unit.CODE_SESSIONS,
        "code_sessions",
        "code_interpreter_sessions",
        "container_sessions",
        "containers");
    names(COUNTS, Unit.CHARACTERS, "characters", "input_characters", "billable_characters");
    names(COUNTS, Unit.PAGES, "pages", "document_pages", "input_document_pages");
    names(COUNTS, Unit.IMAGES, "images", "output_images", "images_generated");
    names(COUNTS, Unit.REQUESTS, "requests");

    names(MILLIS, Unit.AUDIO_MILLIS, "audio_seconds", "input_audio_seconds", "seconds");
    names(MILLIS, Unit.VIDEO_MILLIS, "video_seconds", "output_video_seconds");

    names(RATES, Unit.INPUT, "input");
    names(RATES, Unit.CACHE_READ, "cache_read", "cached_input");
    names(RATES, Unit.CACHE_WRITE, "cache_write", "cache_write_5m");
    names(RATES, Unit.CACHE_WRITE_1H, "cache_write_1h");
    names(RATES, Unit.INPUT_AUDIO, "input_audio");
    names(RATES, Unit.CACHE_READ_AUDIO, "cache_audio_read", "cache_read_audio");
    names(RATES, Unit.INPUT_IMAGE, "input_image");
    names(RATES, Unit.CACHE_READ_IMAGE, "cache_image_read", "cache_read_image");
    names(RATES, Unit.OUTPUT, "output");
    names(RATES, Unit.REASONING, "output_reasoning", "reasoning");
    names(RATES, Unit.OUTPUT_AUDIO, "output_audio");
    names(RATES, Unit.OUTPUT_IMAGE, "output_image");
    names(RATES, Unit.CITATION, "citation", "output_citation");
    names(RATES, Unit.WEB_SEARCH, "web_search");
    names(RATES, Unit.FILE_SEARCH, "file_search", "storage_search");
    names(RATES, Unit.SEARCH_QUERIES, "search_query", "search_queries");
    names(RATES, Unit.SEARCH_UNITS, "search_unit", "search_units");
    names(RATES, Unit.CODE_SESSIONS, "code_session", "code_sessions", "code_interpreter");
    names(RATES, Unit.CHARACTERS, "character", "characters");
    names(RATES, Unit.PAGES, "page", "pages");
    names(RATES, Unit.IMAGES, "image", "images");
    names(RATES, Unit.REQUESTS, "request", "requests");
    names(RATES, Unit.AUDIO_MILLIS, "audio_second", "second");
    names(RATES, Unit.VIDEO_MILLIS, "video_second");
  }

  private static void names(Map<String, Unit> map, Unit unit, String... names) {
    for (String name : names) {
      map.put(name, unit);
    }
  }

  /** Reads counts; seconds and minutes may have fractions, nothing else may. */
  static Usage usage(JsonRow row) {
    Usage.Builder usage = Usage.builder();
    for (String key : row.keys()) {
      BigDecimal count = new BigDecimal(row.text(key));
      if (count.signum() < 0) {
        throw new IllegalArgumentException("'" + key + "' is negative");
      }
      Unit millis = MILLIS.get(key);
      if (millis != null) {
        usage.set(millis, millis(count));
      } else if (key.equals("audio_minutes")) {
        usage.set(Unit.AUDIO_MILLIS, millis(count.multiply(SECONDS_A_MINUTE)));
      } else {
        usage.set(known(COUNTS, key), count.longValueExact());
      }
    }
    return usage.build();
  }

  /** Whole milliseconds of some seconds. */
  static long millis(BigDecimal seconds) {
    return seconds.movePointRight(3).longValueExact();
  }

  /** Reads rates into this library's terms; {@code minimum_seconds} among them is none. */
  static Map<Unit, BigDecimal> rates(JsonRow row) {
    Map<Unit, BigDecimal> rates = new EnumMap<>(Unit.class);
    for (String key : row.keys()) {
      if (!key.equals("minimum_seconds")) {
        Unit unit = known(RATES, key);
        rates.put(unit, rate(unit, row.text(key)));
      }
    }
    return rates;
  }

  /** Per thousand of what is counted singly, per hour of audio; the rest as it stands. */
  private static BigDecimal rate(Unit unit, String text) {
    return switch (unit) {
      case WEB_SEARCH,
          FILE_SEARCH,
          SEARCH_QUERIES,
          SEARCH_UNITS,
          CODE_SESSIONS,
          REQUESTS,
          PAGES,
          IMAGES ->
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
}
