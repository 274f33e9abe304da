// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Several of an enum's constants, joined by a plus sign.
 *
 * @param <E> the enum
 */
final class JoinedChoicesType<E extends Enum<E>> extends ValueType<Set<E>> {
  private final Class<E> type;
  private final ChoiceType<E> choice;

  JoinedChoicesType(Class<E> type) {
    this.type = type;
    this.choice = new ChoiceType<>(type);
  }

  @Override
  String name() {
    return "choices";
  }

  @Override
  String accepted() {
    return choice.accepted() + "; several joined by +";
  }

  @Override
  String[] choices() {
    return choice.choices();
  }

  @Override
  boolean takesLists() {
    return true;
  }

  @Override
  Set<E> parse(String text) throws BadValueException {
    Set<E> set = EnumSet.noneOf(type);
    for (String item : ListText.items(text.replace('+', ListText.isList(text) ? '\n' : ','))) {
      set.add(choice.parse(item));
    }
    return Collections.unmodifiableSet(set);
  }

  @Override
  String show(Set<E> set) {
    List<String> words = new ArrayList<>();
    set.forEach(one -> words.add(choice.show(one)));
    return String.join("+", words);
  }
}
