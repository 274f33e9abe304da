// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, lists and values to JSON text and back. Numbers come back as longs or decimals. */
public final class LiveJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DEEPEST = 16;

  private LiveJson() {}

  /** The text of a value, in UTF-8. */
  public static byte[] write(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      write(json, value);
    }
    return bytes.toByteArray();
  }

  /**
   * The object that a text says.
   *
   * @throws IOException when it is none
   */
  public static Map<String, Object> read(byte[] text) throws IOException {
    try (JsonParser json = FACTORY.createParser(text)) {
      json.nextToken();
      if (value(json, 0) instanceof Map<?, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, member) -> named.put(String.valueOf(name), member));
        return named;
      }
    }
    throw new IOException("not a JSON object");
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        write(json, member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof BigDecimal decimal) {
      json.writeString(decimal.toPlainString());
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  private static @Nullable Object value(JsonParser json, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("nested too deeply");
    }
    JsonToken token = json.currentToken();
    if (token == null) {
      throw new IOException("no JSON");
    }
    return switch (token) {
      case START_OBJECT -> object(json, depth);
      case START_ARRAY -> list(json, depth);
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_STRING -> json.getText();
      default -> throw new IOException("not JSON at " + json.currentLocation());
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser json, int depth)
      throws IOException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      object.put(name, value(json, depth + 1));
    }
    return object;
  }

  private static List<@Nullable Object> list(JsonParser json, int depth) throws IOException {
    List<@Nullable Object> list = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(json, depth + 1));
    }
    return list;
  }
}
