// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names and values: {@code name=value}, several separated by a comma or a semicolon, or one entry
 * at a time as {@code setting.name=value}.
 *
 * @param <V> the values' type
 */
final class MapType<V> extends ValueType<Map<String, V>> {
  private final MapKey names;
  private final ValueType<V> values;

  /**
   * @param names what stands on the left
   */
  MapType(MapKey names, ValueType<V> values) {
    this.names = names;
    this.values = values;
  }

  @Override
  String name() {
    return "map";
  }

  @Override
  String accepted() {
    return names.word() + "=value, several separated by ; or ,; value: " + values.accepted();
  }

  @Override
  boolean hasEntries() {
    return true;
  }

  @Override
  Map<String, V> parse(String text) throws BadValueException {
    Map<String, V> map = new LinkedHashMap<>();
    int from = 0;
    while (from <= text.length()) {
      int to = endOfEntry(text, from);
      String entry = text.substring(from, to).strip();
      if (!entry.isEmpty()) {
        // the last one: a name may hold "=", a value does not
        int equals = entry.lastIndexOf('=');
        if (equals <= 0) {
          throw new BadValueException("\"" + entry + "\" has no name or no \"=\"");
        }
        map.putAll(
            parseEntry(entry.substring(0, equals).strip(), entry.substring(equals + 1).strip()));
      }
      from = to + 1;
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  Map<String, V> parseEntry(String name, String text) throws BadValueException {
    names.check(name);
    try {
      return Map.of(name, values.parse(text));
    } catch (BadValueException e) {
      throw new BadValueException("\"" + text + "\" is not accepted as the value of " + name);
    }
  }

  @Override
  Map<String, V> merge(Map<String, V> earlier, Map<String, V> later) {
    Map<String, V> both = new LinkedHashMap<>(earlier);
    both.putAll(later);
    return Collections.unmodifiableMap(both);
  }

  @Override
  String show(Map<String, V> map) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, V> entry : map.entrySet()) {
      text.append(text.length() == 0 ? "" : ";").append(entry.getKey()).append('=');
      text.append(values.show(entry.getValue()));
    }
    return text.toString();
  }

  private static int endOfEntry(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
      at++;
    }
    return at;
  }
}
