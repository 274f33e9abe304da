// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.wire.json.Prose;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextSampleTest {
  private final SampleRoom room = new SampleRoom(40_000);

  @Test
  void stringsStandForThemselves() {
    TextSample sample = room.ofStrings();
    sample.open(Prose.Kind.MESSAGES);
    say(sample, "one");
    say(sample, "caf\\u00e9 \\\"x\\\"");
    assertThat(sample.strings()).containsExactly("one", "café \"x\"");
    assertThat(sample.bytes()).isEqualTo(3 + 15);
    assertThat(sample.keptBytes()).isEqualTo(sample.bytes());
  }

  @Test
  void piecesGoOnFromOneAnother() {
    TextSample sample = room.ofPieces();
    sample.open(Prose.Kind.TEXT);
    say(sample, "Hel");
    sample.open(Prose.Kind.TEXT);
    say(sample, "lo");
    assertThat(sample.strings()).containsExactly("Hello");
  }

  @Test
  void onlyTheBeginningIsKeptAndAllIsCounted() {
    TextSample sample = room.ofStrings();
    for (int i = 0; i < 100; i++) {
      say(sample, "x".repeat(1000));
    }
    assertThat(sample.bytes()).isEqualTo(100_000);
    assertThat(sample.keptBytes()).isBetween(16_000L, (long) TextSample.MOST);
    assertThat(String.join("", sample.strings())).hasSize((int) sample.keptBytes());
    assertThat(room.left()).isEqualTo(40_000 - TextSample.MOST);
  }

  @Test
  void withoutRoomTextIsCountedOnly() {
    TextSample first = room.ofStrings();
    TextSample second = room.ofStrings();
    TextSample third = room.ofStrings();
    for (TextSample sample : new TextSample[] {first, second, third}) {
      say(sample, "y".repeat(20_000));
    }
    assertThat(first.keptBytes()).isEqualTo(TextSample.MOST);
    assertThat(third.keptBytes()).isZero();
    assertThat(third.strings()).isEmpty();
    assertThat(third.bytes()).isEqualTo(20_000);
    assertThat(room.left()).isEqualTo(40_000 - 2 * TextSample.MOST);
  }

  @Test
  void closingGivesTheRoomBackOnceAndForgetsTheText() {
    TextSample sample = room.ofStrings();
    say(sample, "secret");
    sample.close();
    sample.close();
    assertThat(sample.strings()).isEmpty();
    assertThat(sample.bytes()).isEqualTo(6);
    assertThat(room.left()).isEqualTo(40_000);
    say(sample, "more");
    assertThat(sample.strings()).isEmpty();
    assertThat(room.left()).isEqualTo(40_000);
  }

  @Test
  void nothingIsTakenBeforeTheFirstText() {
    room.ofPieces();
    assertThat(room.left()).isEqualTo(40_000);
  }

  @Test
  void picturesAreAttachmentsAndNoText() {
    TextSample sample = room.ofStrings();
    assertThat(under(sample, "text")).isTrue();
    assertThat(under(sample, "")).isTrue();
    assertThat(under(sample, "tool_call_id")).isFalse();
    assertThat(sample.attachments()).isZero();
    assertThat(under(sample, "url")).isFalse();
    assertThat(under(sample, "data")).isFalse();
    assertThat(sample.attachments()).isEqualTo(2);
  }

  @Test
  void messagesAndToolsAreCountedApart() {
    TextSample sample = room.ofStrings();
    sample.open(Prose.Kind.MESSAGES);
    sample.element();
    sample.element();
    sample.open(Prose.Kind.TOOLS);
    sample.element();
    sample.open(Prose.Kind.TEXT);
    sample.element();
    assertThat(sample.messages()).isEqualTo(2);
    assertThat(sample.tools()).isEqualTo(1);
  }

  private static boolean under(TextSample sample, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return sample.under(bytes, bytes.length);
  }

  private static void say(TextSample sample, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sample.piece(bytes, 0, bytes.length);
    sample.end();
  }
}
