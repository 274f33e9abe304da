// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** An identifier: letters, digits, dot, hyphen, underscore. */
final class NameType extends ValueType<String> {
  private final String accepted;

  /**
   * @param accepted what is meant, in words
   */
  NameType(String accepted) {
    this.accepted = accepted;
  }

  @Override
  String name() {
    return "name";
  }

  @Override
  String accepted() {
    return accepted;
  }

  @Override
  String parse(String text) throws BadValueException {
    if (text.isEmpty()) {
      throw new BadValueException("");
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isAccepted(text.charAt(i))) {
        throw new BadValueException("");
      }
    }
    return text;
  }

  private static boolean isAccepted(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }
}
