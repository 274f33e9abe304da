// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** An identifier: letters, digits, dot, hyphen, underscore. */
final class NameType extends TextType {

  /**
   * @param accepted what is meant, in words
   */
  NameType(String accepted) {
    super(accepted);
  }

  @Override
  String name() {
    return "name";
  }

  @Override
  String parse(String text) throws BadValueException {
    String some = super.parse(text);
    for (int i = 0; i < some.length(); i++) {
      if (!isAccepted(some.charAt(i))) {
        throw new BadValueException("");
      }
    }
    return some;
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
