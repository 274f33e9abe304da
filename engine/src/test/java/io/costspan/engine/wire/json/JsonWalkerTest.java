// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWalkerTest {

  enum Key implements JsonKey {
    NAME("name elsewhere.name"),
    COUNT("usage.count"),
    USAGE("usage"),
    ITEM("items[]"),
    ITEM_KIND("items[].kind"),
    WORD("words[]"),
    CONTENT("items[].content") {
      @Override
      public boolean mark() {
        return true;
      }
    };

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    private final String paths;

    Key(String paths) {
      this.paths = paths;
    }

    @Override
    public String paths() {
      return paths;
    }
  }

  /** Writes down what it is told. */
  private static final class Told implements JsonHandler<Key> {
    final List<String> lines = new ArrayList<>();

    @Override
    public void start(Key key) {
      lines.add("start " + key);
    }

    @Override
    public void end(Key key) {
      lines.add("end " + key);
    }

    @Override
    public void text(Key key, String value) {
      lines.add(key + "=" + value);
    }

    @Override
    public void count(Key key, long value) {
      lines.add(key + "#" + value);
    }

    @Override
    public void decimal(Key key, BigDecimal value) {
      lines.add(key + "~" + value);
    }

    @Override
    public void flag(Key key, boolean value) {
      lines.add(key + "?" + value);
    }

    @Override
    public void mark(Key key) {
      lines.add("mark " + key);
    }

    @Override
    public void document() {
      lines.add("document");
    }
  }

  private static List<String> walk(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    Told told = new Told();
    new JsonWalker<>(Key.KEYS, told).feed(bytes, 0, bytes.length);
    return told.lines;
  }

  @Test
  void tellsTheValuesAtItsPathsAndNothingElse() {
    assertThat(
            walk(
                """
                { "other": {"name": "no", "deep": [[{"usage": {"count": 9}}]]}, "name" : "yes",
                  "usage":{"count":12, "x": [1, 2]}, "elsewhere": {"name": "too"} }"""))
        .containsExactly(
            "NAME=yes", "start USAGE", "COUNT#12", "COUNT~12", "end USAGE", "NAME=too", "document");
  }

  @Test
  void walksArraysOfObjectsAndOfText() {
    assertThat(walk("{\"items\":[{\"kind\":\"a\"},{},{\"kind\":\"b\"}],\"words\":[\"x\",\"y\"]}"))
        .containsExactly(
            "start ITEM",
            "ITEM_KIND=a",
            "end ITEM",
            "start ITEM",
            "end ITEM",
            "start ITEM",
            "ITEM_KIND=b",
            "end ITEM",
            "WORD=x",
            "WORD=y",
            "document");
  }

  @Test
  void aMarkIsToldForSomethingOnly() {
    assertThat(walk("{\"items\":[{\"content\":\"text\"}]}")).contains("mark CONTENT");
    assertThat(walk("{\"items\":[{\"content\":[{\"a\":1}]}]}")).contains("mark CONTENT");
    assertThat(walk("{\"items\":[{\"content\":\"\"},{\"content\":null},{\"content\":7}]}"))
        .doesNotContain("mark CONTENT");
  }

  @Test
  void nullSaysNothing() {
    assertThat(walk("{\"name\":null,\"usage\":null,\"items\":null}")).containsExactly("document");
  }

  @Test
  void anotherKindThanExpectedDoesNoHarm() {
    assertThat(walk("{\"name\":{\"a\":[1]},\"usage\":[{\"count\":3}],\"items\":\"x\",\"words\":4}"))
        .containsExactly("start NAME", "start USAGE", "document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "12.0", "1.2e1", "1200e-2"})
  void aWholeNumberIsACountHoweverWritten(String number) {
    assertThat(walk("{\"usage\":{\"count\":" + number + "}}")).contains("COUNT#12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "1e300", "99999999999999999999"})
  void otherNumbersAreDecimalsOnly(String number) {
    assertThat(walk("{\"usage\":{\"count\":" + number + "}}"))
        .containsExactly("start USAGE", "COUNT~" + new BigDecimal(number), "end USAGE", "document");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "--1", "12abc", "NaN"})
  void numbersThatAreNoneOrAnAttackSayNothing(String number) {
    assertThat(walk("{\"usage\":{\"count\":" + number + "}}"))
        .containsExactly("start USAGE", "end USAGE", "document");
  }

  @Test
  void truthValuesAreFlags() {
    assertThat(walk("{\"name\":true,\"usage\":{\"count\":false}}"))
        .contains("NAME?true", "COUNT?false");
  }

  @Test
  void resolvesEscapes() {
    assertThat(walk("{\"name\":\"a\\\"b\\\\c\\/\\n\\u00e9\\ud83d\\ude00é\"}"))
        .containsExactly("NAME=a\"b\\c/\n\u00e9\ud83d\ude00\u00e9", "document");
    assertThat(walk("{\"name\":\"\\u12\"}")).containsExactly("NAME=u12", "document");
  }

  @Test
  void quotesAndBracketsInTextMeanNothing() {
    assertThat(walk("{\"x\":\"}]\\\"{[\",\"y\":{\"z\":\"\\\\\"},\"name\":\"n\"}"))
        .containsExactly("NAME=n", "document");
  }

  @Test
  void textThatIsTooLongIsNotTold() {
    String most = "x".repeat(JsonWalker.LONGEST_TEXT);
    assertThat(walk("{\"name\":\"" + most + "\"}")).containsExactly("NAME=" + most, "document");
    assertThat(walk("{\"name\":\"" + most + "x\"}")).containsExactly("document");
    assertThat(walk("{\"" + most + "x\":1,\"name\":\"n\"}")).containsExactly("NAME=n", "document");
  }

  @Test
  void documentsMayFollowOneAnotherOrLieInAnArray() {
    assertThat(walk("{\"name\":\"a\"}{\"name\":\"b\"}\n\n{\"name\":\"c\"}"))
        .containsExactly("NAME=a", "document", "NAME=b", "document", "NAME=c", "document");
    assertThat(walk("[{\"name\":\"a\"}\n,\r\n{\"name\":\"b\"}]"))
        .containsExactly("NAME=a", "document", "NAME=b", "document");
  }

  @Test
  void bytesArriveInAnyPieces() {
    String json =
        "[{\"items\":[{\"kind\":\"a\\\"\\u00e9\",\"content\":\"z\"},{\"content\":\"\"}],"
            + "\"skip\":{\"a\":\"}\\\\\\\"\",\"b\":[[]]},\"name\":\"né\",\"usage\":{\"count\":-1.5e3}} ,"
            + "{\"words\":[\"x\",true,null,7]}]";
    List<String> whole = walk(json);
    byte[] bytes = json.getBytes(UTF_8);
    for (int size = 1; size < bytes.length; size++) {
      Told told = new Told();
      JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, told);
      for (int from = 0; from < bytes.length; from += size) {
        walker.feed(bytes, from, Math.min(bytes.length, from + size));
      }
      assertThat(told.lines).as("pieces of %d", size).isEqualTo(whole);
    }
  }

  @Test
  void depthIsNoDanger() {
    String open = "{\"x\":" + "[".repeat(1_000_000);
    assertThat(walk(open)).isEmpty();
    assertThat(walk(open + "]".repeat(1_000_000) + ",\"name\":\"n\"}"))
        .containsExactly("NAME=n", "document");
    assertThat(walk("[".repeat(1000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "\"text\"",
        "7",
        "{name:1}",
        "{\"a\" 1}",
        "{\"a\":1]",
        "{]",
        "[1]",
        "{\"a\":}"
      })
  void losesItsPlaceQuietly(String notJson) {
    JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, new Told());
    byte[] bytes = notJson.getBytes(UTF_8);
    walker.feed(bytes, 0, bytes.length);
    assertThat(walker.lost()).isTrue();
    walker.reset();
    assertThat(walker.lost()).isFalse();
  }

  @Test
  void knowsWhetherADocumentIsUnfinished() {
    JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, new Told());
    byte[] bytes = "[{\"a\":1}".getBytes(UTF_8);
    walker.feed(bytes, 0, 3);
    assertThat(walker.within()).isTrue();
    walker.feed(bytes, 3, bytes.length);
    assertThat(walker.within()).isFalse();
    assertThat(walker.withinArray()).isTrue();
    walker.feed(new byte[] {']'}, 0, 1);
    assertThat(walker.withinArray()).isFalse();
    assertThat(walker.sawArray()).isTrue();
  }

  @Test
  void noBytesMakeItThrow() {
    Random random = new Random(7);
    byte[] alphabet = "{}[]\",:\\u0e1-tfn nameusagecountitems".getBytes(UTF_8);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            random.nextInt(20) == 0
                ? (byte) random.nextInt(256)
                : alphabet[random.nextInt(alphabet.length)];
      }
      JsonWalker<Key> walker = new JsonWalker<>(Key.KEYS, new Told());
      walker.feed(bytes, 0, bytes.length);
      assertThat(walker.documents()).isBetween(0L, 80L);
    }
  }
}
