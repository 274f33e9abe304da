// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the upstream catalogue lacks or has wrong, each row with its source. Immutable.
 *
 * @param date the day of the last change
 * @param providers the wire room's provider ids
 * @param tiers rows on service tiers, the first that holds counts
 * @param regions rows on data regions, the first that holds counts
 * @param fees rows on tools; all that hold count, the first of them first
 * @param ratios rows on rates that follow from another; all that hold count
 * @param minimumAudioMillis least audio charged, by catalogue provider
 */
record Overlay(
    String date,
    Map<String, ProviderRow> providers,
    List<Modifier> tiers,
    List<Modifier> regions,
    List<FeeRow> fees,
    List<RatioRow> ratios,
    Map<String, Long> minimumAudioMillis,
    List<JsonRow> boundaryRows,
    List<JsonRow> modelRows,
    List<JsonRow> aliasRows) {

  static Overlay read(JsonFactory json, InputStream in) throws IOException {
    try (JsonParser parser = json.createParser(in)) {
      JsonRow all = JsonRow.read(parser);
      Map<String, ProviderRow> providers = new HashMap<>();
      for (JsonRow row : all.rows("providers")) {
        for (String id : row.texts("ids")) {
          providers.put(id, ProviderRow.read(row));
        }
      }
      Map<String, Long> minimums = new HashMap<>();
      for (JsonRow row : all.rows("minimums")) {
        minimums.put(row.text("provider"), Long.parseLong(row.text("audio_millis")));
      }
      return new Overlay(
          all.text("date"),
          Map.copyOf(providers),
          modifiers(all.rows("tiers")),
          modifiers(all.rows("regions")),
          all.rows("fees").stream().map(FeeRow::read).toList(),
          all.rows("ratios").stream().map(RatioRow::read).toList(),
          Map.copyOf(minimums),
          List.copyOf(all.rows("boundaries")),
          List.copyOf(all.rows("models")),
          List.copyOf(all.rows("aliases")));
    }
  }

  private static List<Modifier> modifiers(List<JsonRow> rows) {
    List<Modifier> modifiers = new ArrayList<>(rows.size());
    for (JsonRow row : rows) {
      modifiers.add(Modifier.read(row));
    }
    return List.copyOf(modifiers);
  }

  /** The tier's row for a model; {@code null} when it has no price of its own. */
  @Nullable Modifier tier(String provider, String model, String tier) {
    return first(tiers, provider, model, tier);
  }

  /** The region's row for a model; {@code null} when it costs the same there. */
  @Nullable Modifier region(String provider, String model, String region) {
    return first(regions, provider, model, region);
  }

  private static @Nullable Modifier first(
      List<Modifier> rows, String provider, String model, String on) {
    for (Modifier row : rows) {
      if (row.holds(provider, model, on)) {
        return row;
      }
    }
    return null;
  }

  /** A model's rates, with what its own row leaves to a rule for all of the provider's models. */
  Rates completed(String provider, String model, Rates own) {
    Rates rates = own;
    for (FeeRow fee : fees) {
      if (fee.holds(provider, model)) {
        rates = fee.rates().with(rates);
      }
    }
    for (RatioRow ratio : ratios) {
      if (ratio.holds(provider, model)) {
        rates = ratio.complete(rates);
      }
    }
    return rates;
  }

  /** The rows of one provider. */
  static List<JsonRow> of(String provider, List<JsonRow> rows) {
    List<JsonRow> own = new ArrayList<>();
    for (JsonRow row : rows) {
      if (row.text("provider").equals(provider)) {
        own.add(row);
      }
    }
    return own;
  }
}
