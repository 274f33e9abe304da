// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Several texts in one. What a file lists is held with a line end after each, which no single value
 * ends with; anywhere else a comma or a semicolon stands between two.
 */
final class ListText {
  private static final char END = '\n';

  private ListText() {}

  /** Whether the text is what a file lists. */
  static boolean isList(String text) {
    return !text.isEmpty() && text.charAt(text.length() - 1) == END;
  }

  /** Whether one of a list's texts can be held. */
  static boolean canHold(String item) {
    return item.indexOf(END) < 0;
  }

  static String of(List<String> items) {
    StringBuilder text = new StringBuilder();
    for (String item : items) {
      text.append(item).append(END);
    }
    return text.toString();
  }

  /** The texts in it, without those that are empty. */
  static List<String> items(String text) {
    boolean list = isList(text);
    List<String> items = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || isEnd(text.charAt(at), list)) {
        String item = text.substring(from, at).strip();
        if (!item.isEmpty()) {
          items.add(item);
        }
        from = at + 1;
      }
    }
    return items;
  }

  private static boolean isEnd(char c, boolean list) {
    return list ? c == END : c == ',' || c == ';';
  }
}
