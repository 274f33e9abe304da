// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterCountTest {

  private enum Key implements JsonKey {
    TEXT;

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    @Override
    public String paths() {
      return "input";
    }

    @Override
    public Prose.Kind prose() {
      return Prose.Kind.TEXT;
    }
  }

  private static long counted(String json, int piece) {
    CharacterCount count = new CharacterCount();
    JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, () -> {});
    walker.tell(count);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += piece) {
      walker.feed(bytes, i, Math.min(bytes.length, i + piece));
    }
    return count.get();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "0, ||",
        "5, hello",
        "3, aé€",
        "2, 😀😀",
        "2, \\ud83d\\uDE00\\ud83d\\ude00",
        "2, 😀\\ud83d\\ude00",
        "3, \\n\\\\\\\"",
        "2, \\u00e9\\u20AC",
        // halves that have no other half count as they stand
        "2, \\ud83dx",
        "2, \\ude00\\ude00",
      })
  void countsCodePointsHoweverTheyAreWritten(long expected, String text) {
    for (int piece : new int[] {1, 2, 5, 100}) {
      assertThat(counted("{\"input\":\"" + text + "\",\"x\":\"y\"}", piece)).isEqualTo(expected);
    }
  }

  @Test
  void countsWhatIsFarTooLongToKeep() {
    String text = "é".repeat(100_000);
    assertThat(counted("{\"input\":\"" + text + "\"}", 4096)).isEqualTo(100_000);
  }

  @Test
  void addsUpTextsOfAList() {
    assertThat(counted("{\"input\":[\"ab\",{\"text\":\"c\"}]}", 100)).isEqualTo(3);
  }

  @Test
  void noTextIsNotAnEmptyOne() {
    assertThat(counted("{\"input\":null,\"x\":\"y\"}", 100)).isEqualTo(-1);
    assertThat(counted("{\"input\":\"\"}", 100)).isZero();
  }
}
