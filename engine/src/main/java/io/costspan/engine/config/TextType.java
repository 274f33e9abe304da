// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** Any text but none. */
class TextType extends ValueType<String> {
  private final String accepted;

  /**
   * @param accepted what is meant, in words
   */
  TextType(String accepted) {
    this.accepted = accepted;
  }

  @Override
  String name() {
    return "text";
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
    return text;
  }
}
