// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One object of a price file. Says which key is wrong when it is not what was expected. */
public final class JsonRow {

  private final Map<String, Object> members;

  private JsonRow(Map<String, Object> members) {
    this.members = members;
  }

  /** Reads the object the parser stands at, or is about to enter. */
  public static JsonRow read(JsonParser parser) throws IOException {
    if (parser.currentToken() == null) {
      parser.nextToken();
    }
    if (value(parser) instanceof JsonRow row) {
      return row;
    }
    throw new IOException("not an object at " + parser.currentLocation());
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> members = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        Object value = value(parser);
        if (value != null) {
          members.put(name, value);
        }
      }
      return new JsonRow(members);
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(parser));
      }
      return items;
    }
    // numbers stay the text they were written as: no binary fraction ever touches a price
    return token == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /** The members that are not {@code null}, in their order. */
  public Set<String> keys() {
    return members.keySet();
  }

  /** Whether a member is there and not {@code null}. */
  public boolean has(String key) {
    return members.containsKey(key);
  }

  /** Whether a member is an object. */
  public boolean isRow(String key) {
    return members.get(key) instanceof JsonRow;
  }

  /** Whether a member is an array. */
  public boolean isList(String key) {
    return members.get(key) instanceof List;
  }

  /** A member that must be there: a text as it is, a number as it was written. */
  public String text(String key) {
    String text = textOrNull(key);
    if (text == null) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return text;
  }

  /** A text or number; {@code null} where it is missing. */
  public @Nullable String textOrNull(String key) {
    Object value = members.get(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException("'" + key + "' is not a text or number");
  }

  /**
   * An instant written {@code 2026-08-16T16:00:00Z}. Read by hand: the JDK's own parser takes
   * longer to warm up than the whole catalogue to load.
   */
  @Nullable Instant instantOrNull(String key) {
    String text = textOrNull(key);
    if (text == null) {
      return null;
    }
    if (text.length() != 20 || text.charAt(10) != 'T' || text.charAt(19) != 'Z') {
      throw new IllegalArgumentException("'" + key + "' is not an instant: " + text);
    }
    LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    int seconds = (number(text, 11, 13) * 60 + number(text, 14, 16)) * 60 + number(text, 17, 19);
    return Instant.ofEpochSecond(date.toEpochDay() * 86_400 + seconds);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /** An object; {@code null} where it is missing. */
  public @Nullable JsonRow rowOrNull(String key) {
    Object value = members.get(key);
    if (value == null || value instanceof JsonRow) {
      return (JsonRow) value;
    }
    throw new IllegalArgumentException("'" + key + "' is not an object");
  }

  /** The objects of an array; empty when there is none. */
  public List<JsonRow> rows(String key) {
    return list(key, JsonRow.class);
  }

  /** The texts of an array; empty when there is none. */
  public List<String> texts(String key) {
    return list(key, String.class);
  }

  private <T> List<T> list(String key, Class<T> type) {
    Object value = members.get(key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items)) {
      throw new IllegalArgumentException("'" + key + "' is not an array");
    }
    List<T> typed = new ArrayList<>(items.size());
    for (Object item : items) {
      if (!type.isInstance(item)) {
        throw new IllegalArgumentException("'" + key + "' has an item of another kind");
      }
      typed.add(type.cast(item));
    }
    return typed;
  }
}
