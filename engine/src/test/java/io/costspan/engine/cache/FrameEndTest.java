// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEndTest {
  private static final String JSON = "application/json; charset=utf-8";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"a\":[1,{\"b\":\"}\"}]}\n",
        "[{\"a\":\"\\\"]\"}\n,\r\n{}]",
        "{\"text\":\"ends in a backslash \\\\\"}"
      })
  void aClosedDocumentIsAllThereIs(String body) {
    assertThat(FrameEnd.is(body.getBytes(UTF_8), JSON, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"a\":\"}",
        "{\"a\":\"\\\"}",
        "[{},{}",
        "{}{",
        "}",
        "{} x",
        "\"a\"",
        "1"
      })
  void anOpenOneMayLackSomething(String body) {
    assertThat(FrameEnd.is(body.getBytes(UTF_8), JSON, null)).isFalse();
  }

  @Test
  void whatIsStillCodedHasNoEndsToBeSeen() {
    assertThat(FrameEnd.is("{}".getBytes(UTF_8), JSON, "gzip")).isFalse();
  }

  @Test
  void eventsEndWithTheLastOfThem() {
    String before = "event: message_delta\ndata: {}\n\n";
    String last = "event: message_stop\ndata: {}\n\n";
    assertThat(FrameEnd.is(before.getBytes(UTF_8), "text/event-stream", null)).isFalse();
    assertThat(FrameEnd.is((before + last).getBytes(UTF_8), "text/event-stream", null)).isTrue();
    assertThat(FrameEnd.is((last + before).getBytes(UTF_8), "text/event-stream", null)).isFalse();
    byte[] done = "data: {}\r\n\r\ndata: [DONE]\r\n\r\n".getBytes(UTF_8);
    assertThat(FrameEnd.is(done, "text/event-stream; charset=utf-8", null)).isTrue();
  }

  @Test
  void linesOfJsonEndWithALine() {
    byte[] all = "{}\n{\"done\":true}\n".getBytes(UTF_8);
    assertThat(FrameEnd.is(all, "application/x-ndjson", null)).isTrue();
    assertThat(FrameEnd.is("{}\n{}\n".getBytes(UTF_8), "application/x-ndjson", null)).isFalse();
    assertThat(FrameEnd.is("{}".getBytes(UTF_8), "application/x-ndjson", null)).isFalse();
    assertThat(FrameEnd.is("{}".getBytes(UTF_8), "application/stream+json", null)).isFalse();
  }
}
