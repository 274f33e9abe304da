// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/** A tag, a header, or what else a call says of itself. */
final class NarrowingType extends ValueType<Narrowing> {
  private static final String HEADER = "header.";

  @Override
  String name() {
    return "narrowing";
  }

  @Override
  String accepted() {
    return "tag.NAME | header.NAME | service | host";
  }

  @Override
  Narrowing parse(String text) throws BadValueException {
    if (text.length() > HEADER.length() && text.startsWith(HEADER)) {
      return new Narrowing(null, text.substring(HEADER.length()).toLowerCase(Locale.ROOT));
    }
    CallAttribute attribute = CallAttribute.of(text);
    if (attribute == null) {
      throw new BadValueException("");
    }
    return new Narrowing(attribute, null);
  }
}
