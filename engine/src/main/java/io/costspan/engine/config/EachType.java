// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.List;

/** What a rule counts on its own. */
final class EachType extends ValueType<CallAttribute> {

  @Override
  String name() {
    return "attribute";
  }

  @Override
  String accepted() {
    return String.join(" | ", CallAttribute.names());
  }

  @Override
  CallAttribute parse(String text) throws BadValueException {
    CallAttribute attribute = CallAttribute.of(text);
    if (attribute == null) {
      throw new BadValueException(unknown(text));
    }
    return attribute;
  }

  static String unknown(String name) {
    List<String> names = CallAttribute.names();
    String nearest = NearestMatch.of(name, names);
    return "a call has no "
        + name
        + (nearest == null
            ? ", only " + String.join(", ", names)
            : "; did you mean " + nearest + "?");
  }
}
