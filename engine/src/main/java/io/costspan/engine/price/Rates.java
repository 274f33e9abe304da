// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * USD for each unit a provider charges: per million tokens or characters, per thousand searches,
 * queries, units of ranking, sessions, pages, images or requests, per hour of audio, per second of
 * video. Immutable.
 */
record Rates(Map<Unit, BigDecimal> byUnit) {

  /** Names of the units in the catalogue's files. */
  private static final Map<String, Unit> NAMES =
      Map.ofEntries(
          Map.entry("input", Unit.INPUT),
          Map.entry("cache_read", Unit.CACHE_READ),
          Map.entry("cache_write", Unit.CACHE_WRITE),
          Map.entry("cache_write_1h", Unit.CACHE_WRITE_1H),
          Map.entry("input_audio", Unit.INPUT_AUDIO),
          Map.entry("cache_read_audio", Unit.CACHE_READ_AUDIO),
          Map.entry("input_image", Unit.INPUT_IMAGE),
          Map.entry("cache_read_image", Unit.CACHE_READ_IMAGE),
          Map.entry("output", Unit.OUTPUT),
          Map.entry("reasoning", Unit.REASONING),
          Map.entry("output_audio", Unit.OUTPUT_AUDIO),
          Map.entry("output_image", Unit.OUTPUT_IMAGE),
          Map.entry("citation", Unit.CITATION),
          Map.entry("web_search", Unit.WEB_SEARCH),
          Map.entry("file_search", Unit.FILE_SEARCH),
          Map.entry("search_query", Unit.SEARCH_QUERIES),
          Map.entry("search_unit", Unit.SEARCH_UNITS),
          Map.entry("code_session", Unit.CODE_SESSIONS),
          Map.entry("audio_hour", Unit.AUDIO_MILLIS),
          Map.entry("video_second", Unit.VIDEO_MILLIS),
          Map.entry("characters", Unit.CHARACTERS),
          Map.entry("page", Unit.PAGES),
          Map.entry("image", Unit.IMAGES),
          Map.entry("request", Unit.REQUESTS));

  static final Rates NONE = new Rates(Map.of());

  Rates {
    byUnit = byUnit.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(byUnit));
  }

  /** The unit a file calls by this name. A name nobody knows is a price left out: refused. */
  static Unit unit(String name) {
    Unit unit = NAMES.get(name);
    if (unit == null) {
      throw new IllegalArgumentException("unknown price key '" + name + "'");
    }
    return unit;
  }

  /** Reads {@code {"input":"2.5","output":"10"}}. */
  static Rates read(JsonRow row) {
    EnumMap<Unit, BigDecimal> rates = new EnumMap<>(Unit.class);
    for (String name : row.keys()) {
      rates.put(unit(name), new BigDecimal(row.text(name)));
    }
    return new Rates(rates);
  }

  /** Whether a unit counts tokens; tiers and regions scale these and nothing else. */
  static boolean isToken(Unit unit) {
    return unit.compareTo(Unit.OUTPUT_IMAGE) <= 0;
  }

  @Nullable BigDecimal get(Unit unit) {
    return byUnit.get(unit);
  }

  /** These rates, with another's in the place of the same units. */
  Rates with(Rates other) {
    EnumMap<Unit, BigDecimal> all = new EnumMap<>(Unit.class);
    all.putAll(byUnit);
    all.putAll(other.byUnit);
    return new Rates(all);
  }

  /**
   * Other token rates altogether, the fees kept: a cache price of the standard tier says nothing
   * about another tier.
   */
  Rates withTokens(Rates tokens) {
    EnumMap<Unit, BigDecimal> all = new EnumMap<>(Unit.class);
    byUnit.forEach(
        (unit, rate) -> {
          if (!isToken(unit)) {
            all.put(unit, rate);
          }
        });
    all.putAll(tokens.byUnit);
    return new Rates(all);
  }

  /** Every token rate changed; {@code null} takes a rate away, so that its parent's applies. */
  Rates mapTokens(Function<Map.Entry<Unit, BigDecimal>, @Nullable BigDecimal> change) {
    EnumMap<Unit, BigDecimal> all = new EnumMap<>(Unit.class);
    for (Map.Entry<Unit, BigDecimal> entry : byUnit.entrySet()) {
      BigDecimal rate = isToken(entry.getKey()) ? change.apply(entry) : entry.getValue();
      if (rate != null) {
        all.put(entry.getKey(), rate);
      }
    }
    return new Rates(all);
  }
}
