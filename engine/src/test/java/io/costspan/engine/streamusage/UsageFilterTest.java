// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageFilterTest {
  private static final String USAGE =
      "{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":0}}";

  /**
   * A stream as it comes when usage was asked for, with what that adds in angle brackets. In it
   * {@code $USAGE} stands for a usage object, and {@code $HEAD} for what chat chunks begin with.
   */
  private enum Streams {
    CHAT(
        """
        data: {$HEAD"delta":{"role":"assistant","content":""},"finish_reason":null}]<,"usage":null>}

        data: {$HEAD"delta":{"content":"caf\u00e9 \\"usage\\":null \\\\"}}]<,"usage":null>}

        data: {$HEAD"delta":{},"logprobs":null,"finish_reason":"stop"}]<,"usage":null>}

        <data: {"id":"c1","model":"m","choices":[],"usage":$USAGE}

        >data: [DONE]

        """),
    CHAT_WITH_PADDING(
        """
        data: {$HEAD"delta":{"content":"a"}}]<,"usage":null>,"obfuscation":"x7Kq"}

        data: {$HEAD"delta":{}}]<,"usage":null>,"obfuscation":""}

        <data: {"id":"c1","choices":[],"usage":$USAGE,"obfuscation":"t9"}

        >data: [DONE]

        """),
    COMPLETIONS(
        """
        data: {"id":"c2","choices":[{"text":" +","finish_reason":null}],"model":"b"<,"usage":null>}

        <data: {"id":"c2","model":"b","usage":$USAGE,"choices":[]}

        >data: [DONE]

        """),
    AZURE(
        """
        data: {"choices":[],"id":"","model":"","prompt_filter_results":[{"prompt_index":0}]}

        data: {"choices":[{"delta":{"content":"a"},"index":0}],"created":1<,"usage":null>}

        <data: {"choices":[],"created":1,"id":"c","model":"m","usage":$USAGE}

        >data: [DONE]

        """),
    NULL_BEFORE_CHOICES(
        """
        data: {"id":"c"<,"usage":null>,"choices":[{"delta":{}}]}

        data: {"id":"c"<,"usage":null>,"choices":[],"extra":1}

        """),
    NULL_FIRST(
        """
        data: {<"usage":null,>"choices":[{"delta":{}}]}

        data: {<"usage": null, >"choices": [{"delta": {}}]}

        """),
    SPACED(
        """
        data: {"id": "c", "choices": [{"index": 0}]<, "usage": null>}

        data: {"choices": [ {"index": 0} ]<, "usage": null>, "n": [1, 2]}

        <data: { "choices" : [ ] , "usage" : { "total_tokens" : 1 } }\s

        >data: [DONE]

        """),
    NOT_OURS(
        """
        data: {"choices":[{"delta":{"usage":null,"choices":[]}}],"usages":null,"us\\u0061ge":null}

        data: {"error":{"message":"no","usage":null},"usage":null}

        data: {"choices":[{"finish_reason":"stop"}],"usage":$USAGE}

        data: {"choices":[],"usage":0}

        data: {"choices":[{}],"usage":nullable}

        data: {"choices":[],"inner":{"usage":{"total_tokens":1}}}

        data: {"choices":null,"usage":{"total_tokens":1}}

        data: {"usage":{"total_tokens":1}}

        data: {}

        data: []

        data: "x"

        data: {"a":1

        data: {"a":1}}

        data

        retry: 10



        data: [DONE]

        """),
    OTHER_LINES(
        """
        : waiting

        event: message
        id: 7
        data: {"choices":[{"index":0}]<,"usage":null>}
        retry: 3

        : waiting
        <id: 8
        data: {"choices":[],"usage":$USAGE}

        >: still here

        data:{"choices":[{"index":1}]<,"usage":null>}

        <data:{"choices":[],"usage":{}}

        >"""),
    SEVERAL_DATA_LINES(
        """
        data: {"choices":[],
        data: "usage":{"total_tokens":1}}

        """),
    ORDER_MARK(
        """
        \ufeffdata: {"choices":[{"index":0}]<,"usage":null>}

        <data: {"choices":[],"usage":{}}

        >"""),
    NO_BLANK_LINE_AT_THE_END(
        """
        data: {"choices":[{"index":0}]<,"usage":null>}

        <data: {"choices":[],"usage":$USAGE}
        >"""),
    NO_LINE_END(
        """
        data: {"choices":[{"index":0}]<,"usage":null>}

        <data: {"choices":[],"usage":$USAGE}>"""),
    CUT_OFF_WITHIN_USAGE("<data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1>"),
    CUT_OFF_BEFORE_USAGE("data: {\"choices\":[],\"us"),
    CUT_OFF_WITHIN_NULL("data: {\"choices\":[{}],\"usage\":nul"),
    EMPTY("");

    final String asked;
    final String unasked;

    Streams(String marked) {
      String full =
          marked
              .replace("$USAGE", USAGE)
              .replace("$HEAD", "\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,");
      this.asked = full.replace("<", "").replace(">", "");
      this.unasked = full.replaceAll("(?s)<[^>]*>", "");
    }
  }

  static Stream<String[]> streams() {
    return Stream.of(Streams.values())
        .flatMap(
            stream ->
                Stream.of("\n", "\r\n", "\r")
                    .map(
                        end ->
                            new String[] {
                              stream.name(),
                              stream.asked.replace("\n", end),
                              stream.unasked.replace("\n", end)
                            }));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void giveTheBytesOfAnUnaskedStreamWhereverTheyAreCut(String name, String asked, String unasked) {
    byte[] bytes = asked.getBytes(UTF_8);
    assertThat(Pieces.filtered(filter(), bytes)).as(name).isEqualTo(unasked);
    assertThat(Pieces.byteByByte(filter(), bytes)).as(name).isEqualTo(unasked);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(Pieces.filtered(filter(), bytes, cut)).as("%s %d", name, cut).isEqualTo(unasked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areTheSameWhereTheyAreCutTwice(Streams stream) {
    byte[] bytes = stream.asked.getBytes(UTF_8);
    for (int first = 0; first <= bytes.length; first += 7) {
      for (int second = first; second <= bytes.length; second += 5) {
        assertThat(Pieces.filtered(filter(), bytes, first, second)).isEqualTo(stream.unasked);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnaskedStreamPassesAsItIs(Streams stream) {
    assertThat(Pieces.filtered(filter(), stream.unasked.getBytes(UTF_8))).isEqualTo(stream.unasked);
  }

  @Test
  void nullsStayWhereTheProviderMayHaveSentThemUnasked() {
    String stays =
        """
        data: {"choices":[{"index":0}],"usage":null}

        data: {"id":"c","usage":null,"choices":[{"index":0}]}

        data: {"usage":null,"choices":[]}

        """;
    String goes = "data: {\"choices\":[],\"usage\":{\"total_tokens\":2}}\n\n";
    byte[] bytes = (stays + goes + "data: [DONE]\n\n").getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(Pieces.filtered(new UsageFilter(false), bytes, cut))
          .isEqualTo(stays + "data: [DONE]\n\n");
    }
  }

  @Test
  void aChunkFlowsOnAsSoonAsItsChoicesShow() {
    String start = "data: {\"id\":\"c\",\"choices\":[";
    String rest = "{\"delta\":{\"content\":\"one, \\\"usage\\\":null two\"}}]";
    Pieces pieces = new Pieces(filter());
    pieces.put(start.getBytes(UTF_8));
    assertThat(pieces.length()).isZero();
    int expected = start.length();
    for (byte b : rest.getBytes(UTF_8)) {
      pieces.put(new byte[] {b});
      assertThat(pieces.length()).isEqualTo(++expected);
    }
    pieces.put(",\"us".getBytes(UTF_8));
    assertThat(pieces.length()).isEqualTo(expected);
    pieces.put("er\":".getBytes(UTF_8));
    assertThat(pieces.text()).isEqualTo(start + rest + ",\"user\":");
  }

  @Test
  void commentsAndTheEndMarkFlowAtOnce() {
    Pieces pieces = new Pieces(filter());
    pieces.put(": keep".getBytes(UTF_8));
    assertThat(pieces.text()).isEqualTo(": keep");
    pieces.put("-alive\n\ndata: [".getBytes(UTF_8));
    assertThat(pieces.text()).isEqualTo(": keep-alive\n\ndata: [");
  }

  @Test
  void anEventThatIsLongBeforeItsChoicesShowIsLetThrough() {
    String head = "data: {\"usage\":{\"a\":1},\"note\":\"";
    Pieces pieces = new Pieces(filter());
    pieces.put(head.getBytes(UTF_8));
    String filler = "x".repeat(1000);
    for (int i = 0; i < 20; i++) {
      pieces.put(filler.getBytes(UTF_8));
      assertThat(head.length() + (i + 1) * 1000 - pieces.length())
          .isLessThanOrEqualTo(UsageFilter.MOST_HELD);
    }
    pieces.put("\",\"choices\":[]}\n\ndata: {\"choices\":[],\"usage\":{}}\n\n".getBytes(UTF_8));
    assertThat(pieces.finish()).isEqualTo(head + filler.repeat(20) + "\",\"choices\":[]}\n\n");
  }

  @Test
  void aLongUsageEventThatComesInOnePieceIsTakenOut() {
    String event =
        "data: {\"choices\":[],\"note\":\"" + "x".repeat(20_000) + "\",\"usage\":{}}\n\n";
    assertThat(Pieces.filtered(filter(), (event + "data: [DONE]\n\n").getBytes(UTF_8)))
        .isEqualTo("data: [DONE]\n\n");
  }

  private static UsageFilter filter() {
    return new UsageFilter(true);
  }
}
