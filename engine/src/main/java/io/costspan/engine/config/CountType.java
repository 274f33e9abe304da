// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** A whole number within bounds. */
final class CountType extends ValueType<Integer> {
  private final int least;
  private final int most;

  CountType(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  String name() {
    return "number";
  }

  @Override
  String accepted() {
    return "a whole number from " + least + " to " + most;
  }

  @Override
  Integer parse(String text) throws BadValueException {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      // said below
    }
    throw new BadValueException("");
  }
}
