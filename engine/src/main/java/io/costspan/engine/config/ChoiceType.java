// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/**
 * One of an enum's constants, written in lower case with hyphens.
 *
 * @param <E> the enum
 */
final class ChoiceType<E extends Enum<E>> extends ValueType<E> {
  private final E[] constants;

  ChoiceType(Class<E> type) {
    this.constants = type.getEnumConstants();
  }

  @Override
  String name() {
    return "choice";
  }

  @Override
  String accepted() {
    return String.join(" | ", choices());
  }

  @Override
  String[] choices() {
    String[] names = new String[constants.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = show(constants[i]);
    }
    return names;
  }

  @Override
  E parse(String text) throws BadValueException {
    for (E constant : constants) {
      if (show(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new BadValueException("");
  }

  @Override
  String show(E value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
