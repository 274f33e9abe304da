// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.estimate;

import java.lang.Character.UnicodeScript;
import java.util.List;

/**
 * How many characters of a script make a token, on average.
 *
 * @param ascii of English, code and markup
 * @param ideographs of Chinese, Japanese and Korean
 * @param others of everything else
 */
record CharacterRatio(double ascii, double ideographs, double others) {
  private static final int ASCII_END = 0x80;

  /** The tokens of texts; not rounded. */
  double tokens(List<String> texts) {
    long inAscii = 0;
    long inIdeographs = 0;
    long inOthers = 0;
    for (String text : texts) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c < ASCII_END) {
          inAscii++;
        } else if (isIdeograph(c)) {
          inIdeographs++;
        } else {
          inOthers++;
        }
      }
    }
    return inAscii / ascii + inIdeographs / ideographs + inOthers / others;
  }

  /** The tokens of bytes of JSON that nobody looked at; taken for ASCII. */
  double tokensOfBytes(long bytes) {
    return bytes / ascii;
  }

  private static boolean isIdeograph(char c) {
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
