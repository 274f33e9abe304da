// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  private static RequestFacts read(Dialect dialect, String body) {
    return Reading.of(dialect, "x").request(body);
  }

  @Test
  void readsAllThatOpenAiCanBeAskedFor() {
    assertThat(
            read(
                ApiDialect.OPENAI_CHAT,
                """
                {"messages":[{"role":"user","content":"\\"model\\":\\"no\\"","model":"no"}],
                 "model":"gpt-5","stream":true,"stream_options":{"include_usage":true},
                 "max_completion_tokens":64,"n":2,"service_tier":"flex","temperature":0.5,
                 "top_p":0.9,"top_k":40,"frequency_penalty":-1,"presence_penalty":0.25,"seed":7,
                 "stop":["a","b"],"response_format":{"type":"json_schema"},"background":false}"""))
        .isEqualTo(
            new RequestFacts(
                "gpt-5",
                true,
                true,
                64L,
                2L,
                "flex",
                0.5,
                0.9,
                40.0,
                -1.0,
                0.25,
                7L,
                java.util.List.of("a", "b"),
                "json",
                null,
                false,
                true));
  }

  @Test
  void readsGooglesNames() {
    RequestFacts facts =
        read(
            ApiDialect.GEMINI_GENERATE,
            """
            {"contents":[],"generationConfig":{"maxOutputTokens":50,"temperature":1,"topP":0.5,
             "topK":3,"candidateCount":2,"stopSequences":["x"],"seed":4,
             "responseMimeType":"application/json"},"serviceTier":"flex"}""");
    assertThat(facts.maxTokens()).isEqualTo(50);
    assertThat(facts.temperature()).isEqualTo(1.0);
    assertThat(facts.topP()).isEqualTo(0.5);
    assertThat(facts.topK()).isEqualTo(3.0);
    assertThat(facts.choiceCount()).isEqualTo(2);
    assertThat(facts.stopSequences()).containsExactly("x");
    assertThat(facts.seed()).isEqualTo(4);
    assertThat(facts.outputType()).isEqualTo("json");
    assertThat(facts.serviceTier()).isEqualTo("flex");
  }

  @Test
  void thePathFillsInWhatTheBodyLeavesOut() {
    Endpoint endpoint =
        new Endpoint("gcp.gemini", "chat", ApiDialect.GEMINI_GENERATE, "h", 1, "gemini-x", true);
    RequestFacts facts =
        new Reading(endpoint, 200, java.util.Map.of()).request("{\"contents\":[]}");
    assertThat(facts.model()).isEqualTo("gemini-x");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.shaped()).isTrue();
  }

  @Test
  void ollamaStreamsUnlessToldNotTo() {
    assertThat(read(ApiDialect.OLLAMA_CHAT, "{\"model\":\"m\"}").stream()).isTrue();
    assertThat(read(ApiDialect.OLLAMA_GENERATE, "{\"model\":\"m\"}").stream()).isTrue();
    assertThat(read(ApiDialect.OLLAMA_CHAT, "{\"stream\":false}").stream()).isFalse();
    assertThat(read(ApiDialect.OLLAMA_EMBED, "{\"model\":\"m\"}").stream()).isNull();
    assertThat(read(ApiDialect.OPENAI_CHAT, "{\"model\":\"m\"}").stream()).isNull();
  }

  @Test
  void readsOllamasOptions() {
    RequestFacts facts =
        read(
            ApiDialect.OLLAMA_CHAT,
            "{\"format\":{\"type\":\"object\"},\"options\":{\"num_predict\":9,\"temperature\":0,\"stop\":\"z\"}}");
    assertThat(facts.maxTokens()).isEqualTo(9);
    assertThat(facts.temperature()).isEqualTo(0.0);
    assertThat(facts.stopSequences()).containsExactly("z");
    assertThat(facts.outputType()).isEqualTo("json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"max_tokens\":5}",
        "{\"max_output_tokens\":5}",
        "{\"generation_config\":{\"max_output_tokens\":5}}",
      })
  void knowsTheNamesOfTheCap(String body) {
    assertThat(read(ApiDialect.OPENAI_RESPONSES, body).maxTokens()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "model=x",
        "\u0000\u0001",
        "{\"model\":",
        "[1,2]",
        "{\"model\":7}"
      })
  void aBodyThatIsNoRequestSaysNothing(String body) {
    RequestFacts facts = read(ApiDialect.OPENAI_CHAT, body);
    assertThat(facts).isEqualTo(RequestFacts.UNKNOWN);
    assertThat(facts.shaped()).isFalse();
  }

  @Test
  void whatFollowsTheDocumentIsNoneOfIt() {
    RequestFacts facts =
        read(
            ApiDialect.OPENAI_CHAT,
            "{\"model\":\"a\"}{\"model\":\"b\",\"messages\":[{}],\"n\":2,\"stream\":true}");

    assertThat(facts.model()).isEqualTo("a");
    assertThat(facts.stream()).isNull();
    assertThat(facts.choiceCount()).isNull();
    assertThat(facts.shaped()).isFalse();
  }
}
