// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

import java.util.function.IntFunction;

/** Letters to the help desk, no two of them the same. */
final class Letters {
  private static final int MOST = 40;

  private Letters() {}

  /** The letter of a number. */
  static String text(int number) {
    return "Please answer this letter. It is number "
        + number
        + " today.\n"
        + Texts.read("mail.txt");
  }

  /** Has them answered one by one, and stops at the first that cannot be. */
  static void answer(String sdk, IntFunction<String> desk) {
    for (int number = 1; number <= MOST; number++) {
      int letter = number;
      if (!Screen.show(sdk, "letter " + number, () -> desk.apply(letter))) {
        return;
      }
    }
  }
}
