// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/** {@code mdc:team}, {@code baggage:user.id}, {@code header:x-tenant}. */
final class TagSourceType extends ValueType<TagSource> {

  @Override
  String name() {
    return "tag";
  }

  @Override
  String accepted() {
    return "mdc:KEY | baggage:KEY | header:NAME";
  }

  @Override
  TagSource parse(String text) throws BadValueException {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1).strip();
    if (colon > 0 && !name.isEmpty()) {
      String place = text.substring(0, colon).strip();
      for (TagSource.Kind kind : TagSource.Kind.values()) {
        if (kind.name().equalsIgnoreCase(place)) {
          return new TagSource(
              kind, kind == TagSource.Kind.HEADER ? name.toLowerCase(Locale.ROOT) : name);
        }
      }
    }
    throw new BadValueException("");
  }
}
