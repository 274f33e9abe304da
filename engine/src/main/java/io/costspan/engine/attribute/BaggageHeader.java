// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The {@code baggage} header: members {@code key=value;property} with commas between them, values
 * percent-encoded. Source: W3C Baggage, section 3.
 */
final class BaggageHeader {
  static final String NAME = "baggage";

  /** What the specification lets a header have. */
  private static final int LONGEST = 8192;

  private BaggageHeader() {}

  /** The value of a member; {@code null} when the header has none of that key. */
  static @Nullable String value(String header, String key) {
    if (header.length() > LONGEST) {
      return null;
    }
    int from = 0;
    while (from < header.length()) {
      int comma = header.indexOf(',', from);
      int to = comma < 0 ? header.length() : comma;
      int equals = header.indexOf('=', from);
      if (equals > from && equals < to && header.substring(from, equals).strip().equals(key)) {
        int semicolon = header.indexOf(';', equals);
        int end = semicolon < 0 || semicolon > to ? to : semicolon;
        return decoded(header.substring(equals + 1, end).strip());
      }
      from = to + 1;
    }
    return null;
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int octet = c == '%' ? octet(text, at + 1) : -1;
      if (octet >= 0) {
        bytes.write(octet);
        at += 3;
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        at++;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
