// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

  private static String text(String written) {
    byte[] bytes = ("<" + written + ">").getBytes(UTF_8);
    return JsonText.unescape(bytes, 1, bytes.length - 1);
  }

  @Test
  void escapesAreResolved() {
    assertThat(text("")).isEmpty();
    assertThat(text("plain é")).isEqualTo("plain é");
    assertThat(text("a\\nb\\tc\\r\\b\\f")).isEqualTo("a\nb\tc\r\b\f");
    assertThat(text("\\\"\\\\\\/")).isEqualTo("\"\\/");
    assertThat(text("x\\u00e9y\\uD83D\\uDE00z")).isEqualTo("xéy😀z");
    assertThat(text("é\\nü")).isEqualTo("é\nü");
  }

  @Test
  void whatIsNoEscapeStaysWhatItIs() {
    assertThat(text("\\u00")).isEqualTo("u00");
    assertThat(text("\\uzzzzq")).isEqualTo("uzzzzq");
    assertThat(text("\\q.")).isEqualTo("q.");
    assertThat(text("end\\")).isEqualTo("end\\");
    assertThat(text("\\\\\\")).isEqualTo("\\\\");
  }
}
