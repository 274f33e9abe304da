// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Several values: a list of the file, or separated by a comma or a semicolon.
 *
 * @param <V> the values' type
 */
final class ListType<V> extends ValueType<List<V>> {
  private final ValueType<V> values;

  ListType(ValueType<V> values) {
    this.values = values;
  }

  @Override
  String name() {
    return "list";
  }

  @Override
  String accepted() {
    return values.accepted() + "; several separated by ; or ,";
  }

  @Override
  boolean takesLists() {
    return true;
  }

  @Override
  List<V> parse(String text) throws BadValueException {
    List<V> list = new ArrayList<>();
    for (String item : ListText.items(text)) {
      list.add(values.parse(item));
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  String show(List<V> list) {
    StringBuilder text = new StringBuilder();
    for (V value : list) {
      text.append(text.length() == 0 ? "" : ";").append(values.show(value));
    }
    return text.toString();
  }
}
