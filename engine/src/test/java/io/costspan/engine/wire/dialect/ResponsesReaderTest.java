// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import org.junit.jupiter.api.Test;

class ResponsesReaderTest {
  private static final Reading RESPONSES = Reading.of(ApiDialect.OPENAI_RESPONSES, "openai");

  @Test
  void countsToolsTheProviderRan() {
    String output =
        "\"output\":[{\"type\":\"web_search_call\"},{\"type\":\"reasoning\"},"
            + "{\"type\":\"web_search_call\"},{\"type\":\"file_search_call\"}]";
    String usage = "\"usage\":{\"input_tokens\":5,\"output_tokens\":2}";
    ResponseFacts counted = RESPONSES.response("{" + output + "," + usage + "}");
    assertThat(counted.usage().orZero(Unit.WEB_SEARCH)).isEqualTo(2);
    assertThat(counted.usage().orZero(Unit.FILE_SEARCH)).isEqualTo(1);

    String stated = "\"tool_usage\":{\"web_search\":{\"num_requests\":3}}";
    ResponseFacts told = RESPONSES.response("{" + output + "," + stated + "," + usage + "}");
    assertThat(told.usage().orZero(Unit.WEB_SEARCH)).isEqualTo(3);
  }

  @Test
  void aStreamThatTellsItsOutputTwiceCountsToolsOnce() {
    String event =
        "data: {\"type\":\"%s\",\"response\":{\"output\":[{\"type\":\"web_search_call\"}],"
            + "\"usage\":{\"input_tokens\":5}}}\n\n";
    ResponseFacts facts =
        RESPONSES.response(
            event.formatted("response.in_progress") + event.formatted("response.completed"));
    assertThat(facts.usage().orZero(Unit.WEB_SEARCH)).isEqualTo(1);
  }

  @Test
  void toLookIntoAPageIsNoSearch() {
    String call = "{\"type\":\"web_search_call\",\"action\":%s}";
    String output =
        "\"output\":["
            + String.join(
                ",",
                call.formatted("{\"type\":\"search\"}"),
                call.formatted("{\"type\":\"open_page\"}"),
                call.formatted("{\"type\":\"find_in_page\"}"),
                call.formatted("null"))
            + "]";
    ResponseFacts facts = RESPONSES.response("{" + output + ",\"usage\":{\"input_tokens\":5}}");
    assertThat(facts.usage().orZero(Unit.WEB_SEARCH)).isEqualTo(2);
  }

  @Test
  void aContainerOfCodeIsOneSessionHoweverOftenItRan() {
    String call = "{\"type\":\"code_interpreter_call\",\"container_id\":\"%s\"}";
    String output =
        "\"output\":["
            + String.join(",", call.formatted("a"), call.formatted("b"), call.formatted("a"))
            + ",{\"type\":\"message\"}]";
    ResponseFacts facts = RESPONSES.response("{" + output + ",\"usage\":{\"input_tokens\":5}}");
    assertThat(facts.usage().orZero(Unit.CODE_SESSIONS)).isEqualTo(2);
  }

  @Test
  void whatTheModelThatDrawsUsedIsItsOwn() {
    String drawn =
        "\"tool_usage\":{\"image_gen\":{\"input_tokens\":7,\"output_tokens\":300,"
            + "\"output_tokens_details\":{\"image_tokens\":272}}},"
            + "\"usage\":{\"input_tokens\":5,\"output_tokens\":2}";
    String tools =
        "\"tools\":[{\"type\":\"image_generation\",\"model\":\"gpt-image-1\"},"
            + "{\"type\":\"function\",\"model\":\"x\"}],";
    ResponseFacts facts = RESPONSES.response("{" + tools + drawn + "}");
    assertThat(facts.usage().orZero(Unit.OUTPUT)).isEqualTo(2);
    assertThat(facts.extraUsage())
        .singleElement()
        .satisfies(
            extra -> {
              assertThat(extra.model()).isEqualTo("gpt-image-1");
              assertThat(extra.usage().orZero(Unit.INPUT)).isEqualTo(7);
              assertThat(extra.usage().orZero(Unit.OUTPUT)).isEqualTo(300);
              assertThat(extra.usage().orZero(Unit.OUTPUT_IMAGE)).isEqualTo(272);
            });
    assertThat(facts.anomalies()).isEmpty();

    ResponseFacts nameless =
        RESPONSES.response("{\"tools\":[{\"type\":\"image_generation\"}]," + drawn + "}");
    assertThat(nameless.extraUsage())
        .singleElement()
        .satisfies(extra -> assertThat(extra.model()).isEqualTo("image_generation"));
    assertThat(nameless.anomalies()).containsExactly("unknown-image-model");
  }

  @Test
  void aCodeThatIsProgramTextIsNoError() {
    ResponseFacts facts =
        RESPONSES.response(
            "data: {\"type\":\"response.code_interpreter_call_code.done\",\"code\":\"print(1)\"}\n\n");
    assertThat(facts.error()).isNull();
  }

  @Test
  void readsErrorsInEveryShape() {
    assertThat(RESPONSES.response("{\"code\":\"invalid-argument\",\"error\":\"text\"}").error())
        .isEqualTo("invalid-argument");
    assertThat(RESPONSES.response("{\"error\":{\"type\":\"t\",\"code\":null}}").error())
        .isEqualTo("t");
    assertThat(
            RESPONSES.response("data: {\"type\":\"error\",\"code\":\"server_error\"}\n\n").error())
        .isEqualTo("server_error");
    assertThat(
            RESPONSES
                .response(
                    "data: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\","
                        + "\"error\":{\"code\":\"rate_limit_exceeded\"}}}\n\n")
                .error())
        .isEqualTo("rate_limit_exceeded");
  }

  @Test
  void aBackgroundAnswerHasNoUsageYet() {
    ResponseFacts facts =
        RESPONSES.response(
            "{\"id\":\"r\",\"status\":\"queued\",\"background\":true,\"usage\":null}");
    assertThat(facts.usage().isEmpty()).isTrue();
    assertThat(facts.finishReasons()).containsExactly("queued");
  }

  @Test
  void deltasAreAnswer() {
    BodyReader<ResponseFacts> reader = RESPONSES.reader();
    assertThat(
            reader.data(Reading.utf8("data: {\"type\":\"response.created\",\"response\":{}}\n\n")))
        .isFalse();
    assertThat(
            reader.data(
                Reading.utf8(
                    "data: {\"type\":\"response.output_text.delta\",\"delta\":\"a\"}\n\n")))
        .isTrue();
  }
}
