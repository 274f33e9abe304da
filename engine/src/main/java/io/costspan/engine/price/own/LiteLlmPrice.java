// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import io.costspan.engine.price.OwnPrice;
import io.costspan.engine.price.own.LiteLlmEntry.Row;
import io.costspan.engine.price.own.LiteLlmEntry.Written;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a price of what a model's entry says. Not thread-safe. */
final class LiteLlmPrice {

  private static final String SEARCH = "search_context_cost_per_query";
  private static final String DEEP = "deep-research";
  private static final Pattern REGION =
      Pattern.compile(
          "(?:regional_processing_uplift_multiplier_|provider_specific_entry\\.)([a-z]{2})");
  private static final String FAST = "provider_specific_entry.fast";

  private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(1_000_000_000_000L);

  /** Rates of one service tier, by the prompt's length. */
  private static final class Rates {
    final Map<Unit, BigDecimal> base = new EnumMap<>(Unit.class);
    final SortedMap<Long, Map<Unit, BigDecimal>> above = new TreeMap<>();
  }

  private final LiteLlmEntry entry;
  private final String provider;
  private final boolean inclusive;
  private final @Nullable String mode;
  private final LeftOut leftOut;
  private final Rates standard = new Rates();
  private final Map<String, Rates> tiers = new HashMap<>();
  private final Map<String, BigDecimal> factors = new HashMap<>();
  private final Map<String, BigDecimal> searching = new HashMap<>();

  LiteLlmPrice(LiteLlmEntry entry, String provider, LeftOut leftOut) {
    this.entry = entry;
    this.provider = provider;
    // at xAI a prompt of exactly the bound is a long one already
    this.inclusive = provider.equals("xai");
    this.mode = entry.text("mode");
    this.leftOut = leftOut;
  }

  OwnPrice price() throws PriceFileException {
    for (Map.Entry<String, Written> value : entry.values.entrySet()) {
      value(value.getKey(), value.getValue(), -1);
    }
    search();
    for (Row row : entry.rows) {
      long from = from(row);
      for (Map.Entry<String, Written> value : row.values().entrySet()) {
        value(value.getKey(), value.getValue(), from);
      }
    }
    if (standard.base.containsKey(Unit.OUTPUT_IMAGE)) {
      standard.base.remove(Unit.IMAGES); // the same pictures, said a second way
    }
    Map<String, OwnPrice> named = new HashMap<>();
    tiers.forEach(
        (tier, rates) ->
            named.put(tier, new OwnPrice(rates.base, rates.above, Map.of(), Map.of())));
    return new OwnPrice(standard.base, standard.above, named, factors, searching);
  }

  private void value(String key, Written written, long rowAbove) throws PriceFileException {
    Matcher region = REGION.matcher(key);
    LiteLlmKey meaning = LiteLlmKey.of(key, mode);
    if (region.matches()) {
      factors.put(region.group(1), entry.number(key, written));
    } else if (key.equals(FAST)) {
      factors.put("fast", entry.number(key, written));
    } else if (meaning != null) {
      put(meaning, entry.number(key, written).multiply(meaning.measure()), rowAbove);
    } else if (!key.startsWith(SEARCH)) {
      leftOut.add(entry.model, key, written);
    }
  }

  private void put(LiteLlmKey meaning, BigDecimal rate, long rowAbove) {
    String tier = meaning.tier();
    Rates rates = tier == null ? standard : tiers.computeIfAbsent(tier, name -> new Rates());
    long above = Math.max(meaning.above(), rowAbove);
    Map<Unit, BigDecimal> into =
        above <= 0
            ? rates.base
            : rates.above.computeIfAbsent(
                inclusive ? above : above + 1, bound -> new EnumMap<>(Unit.class));
    if (meaning.unit() == Unit.AUDIO_MILLIS || meaning.unit() == Unit.IMAGES) {
      // the same second or picture is listed as input and as output; it is charged once
      into.merge(meaning.unit(), rate, BigDecimal::max);
    } else {
      into.put(meaning.unit(), rate);
    }
  }

  /** Searches cost by how much they bring along, which no usage tells: the default size counts. */
  private void search() throws PriceFileException {
    // at Perplexity every request searches, and costs by how much; in deep research every query
    // does
    boolean everyRequest = provider.equals("perplexity") && !entry.model.contains(DEEP);
    Unit unit = provider.equals("perplexity") ? Unit.SEARCH_QUERIES : Unit.WEB_SEARCH;
    for (String size : new String[] {"medium", "low", "high"}) {
      String key = SEARCH + ".search_context_size_" + size;
      Written written = entry.values.get(key);
      LiteLlmKey meaning = LiteLlmKey.of(SEARCH, mode);
      if (written != null && meaning != null) {
        BigDecimal rate = entry.number(key, written).multiply(meaning.measure());
        if (everyRequest) {
          searching.put(size, rate);
        } else {
          standard.base.putIfAbsent(unit, rate);
        }
      }
    }
  }

  private long from(Row row) throws PriceFileException {
    BigDecimal from = row.range().size() == 2 ? LiteLlmNumber.of(row.range().get(0).text()) : null;
    if (from == null || from.compareTo(MOST_TOKENS) > 0 || from.stripTrailingZeros().scale() > 0) {
      throw PriceFileException.at(
          row.line(),
          "model \""
              + entry.model
              + "\", tiered_pricing: a row without \"range\"; expected "
              + "\"range\": [0, 32000], in tokens, beside its prices");
    }
    return from.longValueExact();
  }
}
