// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

import java.util.concurrent.Callable;

/** What a person watching the demo sees of each call. */
@SuppressWarnings("SystemOut") // a command line application
final class Screen {

  private static final int WIDTH = 96;
  private static final long PAUSE_MILLIS = 1500;

  private Screen() {}

  /**
   * Announces a piece of work, does it, and shows its text, then leaves time to read.
   *
   * @return whether it could be done
   */
  static boolean show(String sdk, String what, Callable<String> work) {
    System.out.printf("%n%s — %s%n", sdk, what);
    boolean done = false;
    try {
      String text = work.call();
      done = true;
      if (!text.isEmpty()) {
        wrap(text);
      }
    } catch (Exception e) {
      System.out.println("  it failed: " + e);
    }
    pause();
    return done;
  }

  /** One piece of a streamed answer, as it comes. */
  static void piece(String text) {
    System.out.print(text);
    System.out.flush();
  }

  /** Begins a streamed answer. */
  static void begin() {
    piece("  ");
  }

  /** Ends a streamed answer. */
  static String end() {
    System.out.println();
    return "";
  }

  private static void wrap(String text) {
    StringBuilder line = new StringBuilder("  ");
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() + word.length() > WIDTH) {
        System.out.println(line);
        line.setLength(2);
      }
      line.append(word).append(' ');
    }
    System.out.println(line);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
