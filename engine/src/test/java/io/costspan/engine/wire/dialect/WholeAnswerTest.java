// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import org.junit.jupiter.api.Test;

/** What of an answer that the application closed before the end of its body. */
class WholeAnswerTest {
  private static final String EMBEDDINGS =
      "{\"model\":\"e\",\"data\":[],\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}";
  private static final String CHUNK =
      "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},"
          + "\"finish_reason\":%s}],\"usage\":null}\n\n";

  @Test
  void documentThatHasEndedIsWhole() {
    assertThat(closedAfter("openai.embeddings", EMBEDDINGS).whole()).isTrue();
    assertThat(closedAfter("openai.embeddings", EMBEDDINGS + "\n").anomalies()).isEmpty();
  }

  @Test
  void documentCutShortIsNot() {
    String cut = EMBEDDINGS.substring(0, EMBEDDINGS.length() - 1);

    assertThat(closedAfter("openai.embeddings", cut).whole()).isFalse();
  }

  @Test
  void streamIsWholeOnceItGaveItsReason() {
    String running = CHUNK.formatted("null");
    String last = CHUNK.formatted("\"stop\"") + "data: [DONE]\n\n";

    assertThat(closedAfter("openai.chat", running + running).whole()).isFalse();
    assertThat(closedAfter("openai.chat", running + last).whole()).isTrue();
  }

  private static ResponseFacts closedAfter(String dialect, String body) {
    Reading reading =
        Reading.of(
            dialect.endsWith("chat") ? ApiDialect.OPENAI_CHAT : ApiDialect.OPENAI_EMBEDDINGS,
            "openai",
            dialect.endsWith("chat") ? "chat" : "embeddings",
            null);
    BodyReader<ResponseFacts> reader = reading.reader();
    reader.data(Reading.utf8(body));
    return reader.finish(false);
  }
}
