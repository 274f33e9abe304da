// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model's price depends on beside the model: a picture's size and quality, a video's
 * resolution and sound, the breadth of a search. Written {@code
 * {"unsaid":{"size":"1024x1024"},"rows":[{"when":{"size":
 * "1024x1024","quality":"hd"},"rates":{"image":"80"}}]}}. Immutable.
 *
 * @param unsaid what the provider takes where the request does not say
 * @param rows the first whose every word the request says counts; where none does, the model has no
 *     price for what was asked
 */
record Variants(Map<String, String> unsaid, List<Row> rows) {

  /** A price that depends on the model alone. */
  static final Variants NONE = new Variants(Map.of(), List.of());

  /**
   * The rates of one variant.
   *
   * @param when what the request has to say; in lower case
   */
  record Row(Map<String, String> when, Rates rates) {}

  static Variants read(JsonRow row) {
    List<Row> rows = new ArrayList<>();
    for (JsonRow each : row.rows("rows")) {
      JsonRow rates = each.rowOrNull("rates");
      if (rates == null) {
        throw new IllegalArgumentException("a variant without rates");
      }
      rows.add(new Row(words(each, "when"), Rates.read(rates)));
    }
    return new Variants(words(row, "unsaid"), List.copyOf(rows));
  }

  private static Map<String, String> words(JsonRow row, String key) {
    Map<String, String> words = new LinkedHashMap<>();
    JsonRow said = row.rowOrNull(key);
    if (said != null) {
      for (String name : said.keys()) {
        words.put(name, said.text(name).toLowerCase(Locale.ROOT));
      }
    }
    return Map.copyOf(words);
  }

  /** A model's rates together with those of the variant asked for. */
  Rates apply(Rates base, Map<String, String> asked) {
    for (Row row : rows) {
      if (covers(row, asked)) {
        return base.with(row.rates);
      }
    }
    return base;
  }

  private boolean covers(Row row, Map<String, String> asked) {
    for (Map.Entry<String, String> word : row.when.entrySet()) {
      String name = word.getKey();
      String said = asked.getOrDefault(name, unsaid.get(name));
      if (!word.getValue().equals(said)) {
        return false;
      }
    }
    return true;
  }
}
