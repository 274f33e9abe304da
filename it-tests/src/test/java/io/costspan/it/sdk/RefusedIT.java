// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Outcome;
import io.costspan.it.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application sees whose calls a budget stops: its SDK's own exception with a sentence a
 * person understands, once, and nothing at the provider. The budget is one request, which the first
 * case makes.
 */
class RefusedIT {
  private static final String SENTENCE =
      "costspan stopped this call before it was sent: budget 'tiny' is used up, 1 of 1 requests"
          + " used, resets ";

  @TempDir Path scratch;

  /** Application, the exception it gets, and its cases of which the first uses the budget up. */
  static Stream<Arguments> applications() {
    return TriedCase.onEachJdk(
        Stream.of(
            Arguments.of(
                App.OPENAI,
                "com.openai.errors.UnexpectedStatusCodeException",
                "chat chat-stream completions-stream chat-async chat-async-stream tool responses"
                    + " responses-stream embeddings completions azure"),
            Arguments.of(
                App.ANTHROPIC,
                "com.anthropic.errors.PaymentRequiredException",
                "messages messages-stream messages-async messages-async-stream tool"),
            Arguments.of(
                App.GENAI,
                "com.google.genai.errors.ClientException",
                "generate stream async tool embed"),
            Arguments.of(
                App.LANGCHAIN4J,
                "dev.langchain4j.exception.InvalidRequestException",
                "openai-chat openai-stream openai-tool openai-embeddings ollama-chat ollama-stream"
                    + " ollama-embeddings"),
            Arguments.of(
                App.SPRING_AI,
                "com.openai.errors.UnexpectedStatusCodeException",
                "chat stream tool embeddings"),
            Arguments.of(
                App.OLLAMA4J,
                "io.github.ollama4j.exceptions.OllamaException",
                "chat chat-stream generate embed")));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void everyCallIsRefusedOnceInTheSdksOwnWords(App app, String exception, String names, Jdk jdk)
      throws Exception {
    List<String> cases = List.of(names.split(" "));
    Stopped stopped =
        Stopped.run(app, jdk, scratch, List.of("budgets.tiny.limit=1 requests"), cases);

    List<String> refused = cases.subList(1, cases.size());
    assertThat(stopped.run().result().exit()).isZero();
    assertThat(stopped.run().requests()).as("requests at the providers").hasSize(1);
    List<String> told =
        stopped.lines(cases).stream().filter(line -> line.contains(SENTENCE)).toList();
    assertThat(told).as(stopped.run().result().out()).hasSameSizeAs(refused);
    for (int i = 0; i < refused.size(); i++) {
      assertThat(told.get(i)).startsWith(refused.get(i) + ": ").contains(exception + ": ");
    }
    assertThat(stopped.outcomes()).containsExactlyElementsOf(outcomes(refused.size()));
    assertThat(stopped.refusals())
        .hasSameSizeAs(refused)
        .containsOnly("error budget_exceeded by tiny for 0.0");
  }

  private static List<String> outcomes(int refused) {
    List<String> outcomes = new ArrayList<>();
    outcomes.add(Outcome.COMPLETE + " #1");
    for (int i = 0; i < refused; i++) {
      outcomes.add(Outcome.REFUSED + " #1");
    }
    return outcomes;
  }
}
