// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.engine.price.Catalogue;
import io.costspan.engine.price.JsonRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the second version of genai-prices' {@code data.json} into our catalogue's lines, by the
 * same rules as the generator that makes the bundled catalogue. A price key it does not know is a
 * price it would leave out in silence: the file is refused then. Not thread-safe.
 */
final class GenaiCatalogue {

  private static final Map<String, String> PLACES =
      Map.of("starts_with", "starts", "ends_with", "ends", "contains", "has", "regex", "regex");

  private final JsonGenerator json;
  private final Catalogue before;

  /**
   * @param before tells of an empty price list whether it means free of charge; of a model nobody
   *     knew it may as well mean unknown
   */
  GenaiCatalogue(JsonGenerator json, Catalogue before) {
    this.json = json;
    this.before = before;
  }

  /** Writes a provider's object. */
  void provider(JsonRow provider) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", provider.text("id"));
    List<String> fallback = provider.texts("fallback_model_providers");
    if (!fallback.isEmpty()) {
      texts("fallback", fallback);
    }
    json.writeArrayFieldStart("models");
    for (JsonRow model : provider.rows("models")) {
      model(provider.text("id"), model);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void model(String provider, JsonRow model) throws IOException {
    String where = provider + "/" + model.text("id");
    boolean empty = model.isRow("prices") && prices(model).keys().isEmpty();
    boolean free = empty && before.isFree(provider, model.text("id"));
    if (empty && before.isPriced(provider, model.text("id"))) {
      throw new IllegalArgumentException(where + ": its price is gone");
    }
    List<GenaiPeriod> periods = new ArrayList<>();
    for (JsonRow period : model.isList("prices") ? model.rows("prices") : List.of(model)) {
      GenaiPeriod read = GenaiPeriod.read(where, period);
      if (read == null && !free) {
        return; // nothing a call can be charged by
      }
      if (read != null) {
        periods.add(read);
      }
    }
    json.writeStartObject();
    json.writeStringField("id", model.text("id"));
    match(where, model);
    if (free) {
      json.writeBooleanField("free", true);
    } else {
      json.writeArrayFieldStart("prices");
      for (GenaiPeriod period : periods) {
        period.write(json);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static JsonRow prices(JsonRow of) {
    JsonRow prices = of.rowOrNull("prices");
    if (prices == null) {
      throw new IllegalArgumentException("a model without prices");
    }
    return prices;
  }

  private void match(String where, JsonRow model) throws IOException {
    JsonRow rule = model.rowOrNull("match");
    if (rule == null) {
      return;
    }
    List<String> names = new ArrayList<>();
    List<JsonRow> patterns = new ArrayList<>();
    split(rule, names, patterns);
    names.remove(model.text("id"));
    if (!names.isEmpty()) {
      texts("names", names);
    }
    if (!patterns.isEmpty()) {
      json.writeArrayFieldStart("match");
      for (JsonRow pattern : patterns) {
        pattern(where, pattern);
      }
      json.writeEndArray();
    }
  }

  /** Splits a rule into whole names, in lower case, and patterns. */
  private static void split(JsonRow rule, List<String> names, List<JsonRow> patterns) {
    if (rule.has("or")) {
      for (JsonRow part : rule.rows("or")) {
        split(part, names, patterns);
      }
    } else if (rule.has("equals")) {
      names.add(rule.text("equals").toLowerCase(Locale.ROOT));
    } else {
      patterns.add(rule);
    }
  }

  private void pattern(String where, JsonRow rule) throws IOException {
    String kind = rule.keys().size() == 1 ? rule.keys().iterator().next() : "";
    json.writeStartObject();
    if (kind.equals("and")) {
      json.writeArrayFieldStart("all");
      for (JsonRow part : rule.rows("and")) {
        pattern(where, part);
      }
      json.writeEndArray();
    } else {
      String place = PLACES.get(kind);
      if (place == null) {
        throw new IllegalArgumentException(where + ": unknown match " + rule.keys());
      }
      String text = rule.text(kind);
      json.writeStringField(place, kind.equals("regex") ? text : text.toLowerCase(Locale.ROOT));
    }
    json.writeEndObject();
  }

  private void texts(String field, List<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
