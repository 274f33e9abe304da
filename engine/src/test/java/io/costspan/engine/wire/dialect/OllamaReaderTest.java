// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import org.junit.jupiter.api.Test;

class OllamaReaderTest {
  private static final Reading CHAT = Reading.of(ApiDialect.OLLAMA_CHAT, "ollama");

  @Test
  void aPromptThatWasCachedIsNotZero() {
    Usage usage = CHAT.response("{\"model\":\"m\",\"done\":true,\"eval_count\":38}").usage();
    assertThat(usage.get(Unit.INPUT)).isEmpty();
    assertThat(usage.get(Unit.OUTPUT)).hasValue(38);
  }

  @Test
  void theLastLineCountsAndEveryLineWithTextIsAChunk() {
    BodyReader<ResponseFacts> reader = CHAT.with("content-type", "application/x-ndjson").reader();
    assertThat(reader.data(Reading.utf8("{\"message\":{\"content\":\"a\"},\"done\":false}\n")))
        .isTrue();
    assertThat(
            reader.data(
                Reading.utf8(
                    "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                        + "\"prompt_eval_count\":3,\"eval_count\":4}\n")))
        .isFalse();
    ResponseFacts facts = reader.finish(true);
    assertThat(facts.stream()).isTrue();
    assertThat(facts.finishReasons()).containsExactly("stop");
    assertThat(facts.usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 3).set(Unit.OUTPUT, 4).build());
  }

  @Test
  void anErrorMayEndAStream() {
    ResponseFacts facts =
        CHAT.response("{\"model\":\"m\",\"message\":{}}\n{\"error\":\"out of memory\"}\n");
    assertThat(facts.error()).isEqualTo("error");
    assertThat(facts.stream()).isTrue();
  }
}
