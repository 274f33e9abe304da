// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** {@code true} or {@code false}. */
final class BooleanType extends ValueType<Boolean> {

  @Override
  String name() {
    return "boolean";
  }

  @Override
  String accepted() {
    return "true | false";
  }

  @Override
  String[] choices() {
    return new String[] {"true", "false"};
  }

  @Override
  Boolean parse(String text) throws BadValueException {
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new BadValueException("");
  }
}
