// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Streams made up at random, each with what the question for usage adds to it and without: members
 * in any order, texts that look like what is taken out, any spacing, line end and cut.
 */
class GeneratedStreamsTest {
  private static final String[] TEXTS = {
    "\"\"",
    "\"usage\"",
    "\"\\\"usage\\\":null,\"",
    "\",\\\"choices\\\":[],\\\"usage\\\":{}\"",
    "\"\\\\\"",
    "\"data: [DONE]\\n\\ndata: {\"",
    "\"gr\u00fc\u00df \ud83d\ude00 }]{[\"",
    "null",
    "true",
    "-1.5e3"
  };

  private static final String NOISE = "{}[]\",:\\\n\r dna";

  private final StringBuilder asked = new StringBuilder();
  private final StringBuilder unasked = new StringBuilder();
  private Random random = new Random(0);

  @RepeatedTest(400)
  void comeOutAsIfNobodyHadAsked(RepetitionInfo run) {
    random = new Random(run.getCurrentRepetition());
    String end = pick("\n", "\r\n", "\r");
    stream(end);
    byte[] bytes = asked.toString().getBytes(UTF_8);
    for (int i = 0; i < 20; i++) {
      assertThat(Pieces.filtered(new UsageFilter(true), bytes, cuts(bytes.length)))
          .isEqualTo(unasked.toString());
    }
    assertThat(Pieces.byteByByte(new UsageFilter(true), bytes)).isEqualTo(unasked.toString());
  }

  /** Bytes that are no such stream at all: none is lost, and none is made up. */
  @RepeatedTest(200)
  void noiseLosesNothingButWhatLooksLikeUsage(RepetitionInfo run) {
    random = new Random(run.getCurrentRepetition());
    stream("\n");
    byte[] noise = unasked.toString().getBytes(UTF_8);
    for (int i = 0; i < 8 && noise.length > 0; i++) {
      noise[random.nextInt(noise.length)] = (byte) NOISE.charAt(random.nextInt(NOISE.length()));
    }
    String whole = Pieces.filtered(new UsageFilter(false), noise);
    assertThat(Pieces.filtered(new UsageFilter(false), noise, cuts(noise.length))).isEqualTo(whole);
    assertThat(Pieces.byteByByte(new UsageFilter(false), noise)).isEqualTo(whole);
    if (!new String(noise, UTF_8).contains("\"usage\"")) {
      assertThat(whole).isEqualTo(new String(noise, UTF_8));
    }
  }

  @Test
  void differByTheQuestion() {
    random = new Random(1);
    stream("\n");
    assertThat(asked.toString()).isNotEqualTo(unasked.toString()).contains("\"usage\":null");
    assertThat(unasked.toString()).doesNotContain("\"usage\":null}");
  }

  private void stream(String end) {
    asked.setLength(0);
    unasked.setLength(0);
    boolean spaced = random.nextInt(4) == 0;
    for (int i = random.nextInt(6); i >= 0; i--) {
      if (random.nextInt(5) == 0) {
        both(pick(": waiting", ":") + end + pick("", end));
      }
      chunk(spaced, end);
    }
    List<String> members = members(spaced);
    members.add(member("choices", "[]", spaced));
    members.add(member("usage", "{\"total_tokens\":7,\"d\":{\"x\":[1,\"}\"]}}", spaced));
    Collections.shuffle(members, random);
    asked.append(event("{" + String.join(comma(spaced), members) + "}", end));
    both(pick("data: [DONE]" + end + end, ""));
  }

  /** A chunk that stays, with the member it gains at any place among the others. */
  private void chunk(boolean spaced, String end) {
    List<String> members = members(spaced);
    String choice =
        "{\"index\":0,\"delta\":{\"content\":" + pick(TEXTS) + ",\"usage\":null,\"choices\":[]}}";
    members.add(
        member(
            "choices",
            random.nextInt(6) == 0 ? "[]" : "[" + choice + pick("]", "," + choice + "]"),
            spaced));
    Collections.shuffle(members, random);
    String without = "{" + String.join(comma(spaced), members) + "}";
    members.add(random.nextInt(members.size() + 1), member("usage", "null", spaced));
    String with = "{" + String.join(comma(spaced), members) + "}";
    asked.append(event(with, end));
    unasked.append(event(without, end));
  }

  private List<String> members(boolean spaced) {
    List<String> members = new ArrayList<>();
    for (String name : List.of("id", "object", "us", "usages", "c", "choice", "x\\\"usage")) {
      if (random.nextBoolean()) {
        String value =
            pick(pick(TEXTS), "{\"usage\":null,\"a\":[[],{}]}", "[{\"choices\":[]},\"]\"]");
        members.add(member(name, value, spaced));
      }
    }
    return members;
  }

  private static String member(String name, String value, boolean spaced) {
    return "\"" + name + "\":" + (spaced ? " " : "") + value;
  }

  private static String comma(boolean spaced) {
    return spaced ? ", " : ",";
  }

  private static String event(String json, String end) {
    return "data: " + json + end + end;
  }

  private void both(String text) {
    asked.append(text);
    unasked.append(text);
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private int[] cuts(int length) {
    return random.ints(random.nextInt(12), 0, length + 1).sorted().toArray();
  }
}
