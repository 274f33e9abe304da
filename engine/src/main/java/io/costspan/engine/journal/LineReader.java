// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line back. Fields it does not know are passed over, so that an older console reads what a
 * newer agent wrote. Thread-safe.
 */
final class LineReader {
  private static final JsonFactory JSON = new JsonFactory();

  private static final Map<String, Unit> UNITS = new HashMap<>();

  static {
    for (Unit unit : Unit.values()) {
      UNITS.put(LineWriter.name(unit), unit);
    }
  }

  /** Money of more digits is not ours, and costs memory out of proportion to add up. */
  private static final int MOST_DIGITS = 60;

  /**
   * What a line says.
   *
   * @param bytes holds the line from {@code offset} on, without its line feed
   * @throws IOException when it is no line of a ledger
   */
  JournalLine read(byte[] bytes, int offset, int length) throws IOException {
    LineFields fields = new LineFields();
    try (JsonParser json = JSON.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        field(json, json.currentName(), json.nextToken(), fields);
      }
      if (json.nextToken() != null) {
        throw new IOException("more than one value in the line");
      }
      return fields.line();
    } catch (RuntimeException e) {
      // a number, a time or a name that is none
      throw new IOException("not readable: " + e.getMessage(), e);
    }
  }

  private static void field(JsonParser json, String name, JsonToken value, LineFields fields)
      throws IOException {
    switch (value) {
      case START_OBJECT -> {
        switch (name) {
          case "usage" -> fields.usage = usage(json);
          case "breakdown" -> fields.breakdown = breakdown(json);
          case "shadow", "tags" -> fields.maps.put(name, textsByName(json));
          default -> json.skipChildren();
        }
      }
      case START_ARRAY -> {
        switch (name) {
          case "estimated" -> fields.estimated = units(json);
          case "anomalies" -> fields.anomalies = texts(json);
          case "events" -> fields.events = texts(json);
          case "billed" -> fields.billed = BilledLine.read(json);
          case "extraUsage" -> fields.extraUsage = extraUsage(json);
          default -> json.skipChildren();
        }
      }
      case VALUE_STRING -> fields.texts.put(name, json.getText());
      case VALUE_NUMBER_INT -> fields.numbers.put(name, json.getLongValue());
      case VALUE_TRUE -> fields.numbers.put(name, 1L);
      default -> {
        // false, null, or what a later version may bring
      }
    }
  }

  static Usage usage(JsonParser json) throws IOException {
    Usage.Builder usage = Usage.builder();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Unit unit = unit(json.currentName());
      if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && unit != null) {
        usage.set(unit, json.getLongValue());
      } else {
        json.skipChildren();
      }
    }
    return usage.build();
  }

  private static Map<Unit, BigDecimal> breakdown(JsonParser json) throws IOException {
    Map<Unit, BigDecimal> parts = new EnumMap<>(Unit.class);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Unit unit = unit(json.currentName());
      if (json.nextToken() == JsonToken.VALUE_STRING && unit != null) {
        parts.put(unit, money(json.getText()));
      } else {
        json.skipChildren();
      }
    }
    return parts;
  }

  private static List<Unit> units(JsonParser json) throws IOException {
    List<Unit> units = new ArrayList<>();
    for (String name : texts(json)) {
      Unit unit = unit(name);
      if (unit != null) {
        units.add(unit);
      }
    }
    return units;
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    JsonToken token = json.nextToken();
    while (token != null && token != JsonToken.END_ARRAY) {
      if (token == JsonToken.VALUE_STRING) {
        texts.add(json.getText());
      } else {
        json.skipChildren();
      }
      token = json.nextToken();
    }
    return texts;
  }

  /** Reads the object that the parser has entered; what is no text in it is passed over. */
  static Map<String, String> textsByName(JsonParser json) throws IOException {
    Map<String, String> texts = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      if (json.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return texts;
  }

  private static List<ModelUsage> extraUsage(JsonParser json) throws IOException {
    List<ModelUsage> all = new ArrayList<>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String model = "";
      Usage usage = Usage.NONE;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("model") && value == JsonToken.VALUE_STRING) {
          model = json.getText();
        } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
          usage = usage(json);
        } else {
          json.skipChildren();
        }
      }
      all.add(new ModelUsage(model, usage));
    }
    return all;
  }

  private static @Nullable Unit unit(String name) {
    return UNITS.get(name);
  }

  /** A constant by the name {@link LineWriter} gave it. */
  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }

  /** An amount in USD from its decimal text. */
  static BigDecimal money(String text) {
    BigDecimal usd = new BigDecimal(text);
    if (text.length() > MOST_DIGITS || Math.abs(usd.scale()) > MOST_DIGITS) {
      throw new IllegalArgumentException("no amount of money");
    }
    return usd;
  }
}
