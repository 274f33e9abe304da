// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one model's object in a LiteLLM price file says, as it was written. The members of the
 * objects that hold prices are here under {@code object.member}. Not thread-safe.
 */
final class LiteLlmEntry {

  /** A value as text, and whether it was a number or text at all. */
  record Written(String text, boolean scalar, int line) {}

  /** A row of {@code tiered_pricing}: from a prompt's length in tokens on. */
  record Row(Map<String, Written> values, List<Written> range, int line) {}

  private static final String TIERED = "tiered_pricing";
  private static final Set<String> HOLD_PRICES =
      Set.of("search_context_cost_per_query", "provider_specific_entry");

  final String model;
  final int line;
  final Map<String, Written> values = new LinkedHashMap<>();
  final List<Row> rows = new ArrayList<>();

  private LiteLlmEntry(String model, int line) {
    this.model = model;
    this.line = line;
  }

  /** Reads the object that the parser has entered. */
  static LiteLlmEntry read(JsonParser json, String model, int line) throws IOException {
    LiteLlmEntry entry = new LiteLlmEntry(model, line);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.START_OBJECT && HOLD_PRICES.contains(key)) {
        entry.object(json, key + ".");
      } else if (value == JsonToken.START_ARRAY && key.equals(TIERED)) {
        entry.tiers(json);
      } else {
        put(json, key, entry.values);
      }
    }
    return entry;
  }

  private void object(JsonParser json, String prefix) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + json.currentName();
      json.nextToken();
      put(json, key, values);
    }
  }

  private void tiers(JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      Map<String, Written> row = new LinkedHashMap<>();
      List<Written> range = new ArrayList<>();
      int line = line(json);
      if (token == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String key = json.currentName();
          JsonToken value = json.nextToken();
          if (value == JsonToken.START_ARRAY && key.equals("range")) {
            range(json, range);
          } else {
            put(json, key, row);
          }
        }
      }
      rows.add(new Row(row, range, line));
      token = json.nextToken();
    }
  }

  private static void range(JsonParser json, List<Written> range) throws IOException {
    JsonToken token = json.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      range.add(written(json, token));
      json.skipChildren();
      token = json.nextToken();
    }
  }

  private static void put(JsonParser json, String key, Map<String, Written> into)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_NULL) {
      into.put(key, written(json, token));
    }
    json.skipChildren();
  }

  private static Written written(JsonParser json, JsonToken token) throws IOException {
    // numbers stay the text they were written as: no binary fraction ever touches a price
    boolean scalar = token.isNumeric() || token == JsonToken.VALUE_STRING;
    return new Written(json.getText(), scalar, line(json));
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr();
  }

  @Nullable String text(String key) {
    Written value = values.get(key);
    return value == null || !value.scalar ? null : value.text;
  }

  /** A price or a factor: not negative, of a length that a price can have. */
  BigDecimal number(String key, Written written) throws PriceFileException {
    BigDecimal number = LiteLlmNumber.of(written.text);
    if (!written.scalar || number == null) {
      throw PriceFileException.at(
          written.line,
          "model \""
              + model
              + "\", "
              + key
              + ": "
              + shown(written)
              + " is not accepted; expected "
              + "a number not below 0, for instance 2.5e-06 or \"2.5e-06\"");
    }
    return number;
  }

  private static String shown(Written written) {
    String text = written.text.length() > 40 ? written.text.substring(0, 40) + "..." : written.text;
    return written.scalar ? "\"" + text + "\"" : text;
  }
}
