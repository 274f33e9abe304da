// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  private static final int[] CHARACTERS = {
    'a', ' ', '"', '\\', '/', '\b', '\f', '\n', '\r', '\t', 0, 0x1f, 0x7f, 0x80, 0x7ff, 0x800,
    0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff, 'é', '你', 0x1f600
  };

  private final Random random = new Random(11);

  @Test
  void whateverIsEscapedComesBack() {
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      StringBuilder escaped = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        String one = Character.toString(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        text.append(one);
        escaped.append(escaped(one));
      }
      assertThat(undone("before" + escaped + "behind", 6, 6)).isEqualTo(text.toString());
    }
  }

  /** However a string is escaped, there is one way with the fewest and the shortest escapes. */
  @Test
  void whateverIsEscapedIsWrittenAnewInOneWay() {
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      StringBuilder string = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        String one = Character.toString(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        text.append(one);
        String written = escaped(one);
        boolean must = written.equals("\"") || written.charAt(0) < ' ';
        string.append(must ? inDigits(one) : written);
      }
      byte[] bytes = string.toString().getBytes(UTF_8);
      byte[] anew = new byte[bytes.length];
      int length = PlainText.brief(bytes, 0, bytes.length, anew);

      assertThat(Arrays.copyOf(anew, length)).isEqualTo(PlainText.brief(text.toString()));
      assertThat(PlainText.brief(anew, 0, length, new byte[length])).isEqualTo(length);
      assertThat(new String(Objects.requireNonNull(PlainText.of(anew, 0, length)), UTF_8))
          .isEqualTo(text.toString());
    }
  }

  @Test
  void theShortestEscapesAreThoseOfJson() {
    assertThat(new String(PlainText.brief("\"\\/\b\f\n\r\t\u0001\u001f\u007fé😀"), UTF_8))
        .isEqualTo("\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u007fé😀");
    for (char letter = 0; letter < 256; letter++) {
      assertThat(PlainText.isBrief((byte) letter))
          .as("%c", letter)
          .isEqualTo("\"\\bfnrt".indexOf(letter) >= 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\x",
        "\\",
        "\\u",
        "\\u12",
        "\\u123",
        "\\u12g4",
        "\\u-123",
        "\\ud800",
        "\\udc00",
        "\\ud800\\u0041",
        "\\ud800\\n",
        "\\ud800\\udc0",
        "\\ud800x",
        "text\\u00é9"
      })
  void whatIsNoEscapeHasNoText(String broken) {
    byte[] bytes = broken.getBytes(UTF_8);
    assertThat(PlainText.of(bytes, 0, bytes.length)).isNull();
    assertThat(PlainText.brief(bytes, 0, bytes.length, new byte[bytes.length])).isNegative();
  }

  @Test
  void whatComesBehindTheStringIsNotRead() {
    byte[] bytes = "\\ud83d\\ude00".getBytes(UTF_8);
    assertThat(PlainText.of(bytes, 0, 6)).isNull();
    assertThat(PlainText.of(bytes, 0, 1)).isNull();
  }

  private static String undone(String within, int before, int behind) {
    byte[] bytes = within.getBytes(UTF_8);
    return new String(
        Objects.requireNonNull(PlainText.of(bytes, before, bytes.length - behind)), UTF_8);
  }

  private String escaped(String one) {
    int named = "\"\\/\b\f\n\r\t".indexOf(one);
    if (named >= 0 && random.nextBoolean()) {
      return "\\" + "\"\\/bfnrt".charAt(named);
    }
    if (one.equals("\\") || random.nextBoolean()) {
      return inDigits(one);
    }
    return one;
  }

  private String inDigits(String one) {
    StringBuilder units = new StringBuilder();
    String form = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
    one.chars().forEach(unit -> units.append(String.format(form, unit)));
    return units.toString();
  }
}
