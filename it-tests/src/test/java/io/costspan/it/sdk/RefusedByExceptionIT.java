// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

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
 * What an application sees that wants its stopped calls to fail as calls do whose connection
 * breaks: the SDK's own exception for that, once, with the sentence in it or beneath it. The budget
 * is one chat, which the first case makes; the last case is no chat and goes by the same client.
 */
class RefusedByExceptionIT {
  private static final String SENTENCE =
      "java.io.IOException: costspan stopped this call before it was sent: budget 'tiny' is used"
          + " up, 1 of 1 requests used, resets ";

  @TempDir Path scratch;

  /** Application, its exception, the first case, those that are refused, and what is no chat. */
  static Stream<Arguments> applications() {
    return TriedCase.onEachJdk(
        Stream.of(
            Arguments.of(
                App.OPENAI,
                "com.openai.errors.OpenAIIoException",
                "chat",
                "chat-stream*3 chat-async*3",
                "embeddings"),
            Arguments.of(
                App.ANTHROPIC,
                "com.anthropic.errors.AnthropicIoException",
                "messages",
                "messages-stream*3 messages-async*3",
                "count"),
            Arguments.of(
                App.GENAI,
                "com.google.genai.errors.GenAiIOException",
                "generate",
                "stream*5 async*5",
                "embed"),
            Arguments.of(
                App.LANGCHAIN4J,
                "java.io.IOException",
                "openai-tool",
                "openai-chat*3 openai-stream*1",
                "openai-embeddings"),
            Arguments.of(
                App.SPRING_AI,
                "com.openai.errors.OpenAIIoException",
                "chat",
                "stream*1 tool*4",
                "embeddings"),
            Arguments.of(
                App.OLLAMA4J,
                "io.github.ollama4j.exceptions.OllamaException",
                "chat",
                "chat-stream*1",
                "embed")));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void everyCallFailsOnceAndTheClientGoesOn(
      App app, String exception, String first, String tried, String last, Jdk jdk)
      throws Exception {
    List<TriedCase> refused = TriedCase.list(tried);
    List<String> cases = new ArrayList<>(List.of(first));
    refused.forEach(each -> cases.add(each.name()));
    cases.add(last);

    Stopped stopped =
        Stopped.run(
            app,
            jdk,
            scratch,
            List.of(
                "refusal.as=exception",
                "budgets.tiny.limit=1 requests",
                "budgets.tiny.match.operation=" + (app == App.GENAI ? "generate_content" : "chat")),
            cases);

    List<String> lines = stopped.lines(cases);
    assertThat(lines).hasSameSizeAs(cases);
    for (int i = 1; i < cases.size() - 1; i++) {
      assertThat(lines.get(i))
          .startsWith(cases.get(i) + ": ")
          .contains(exception)
          .contains(SENTENCE);
    }
    assertThat(lines.get(0)).doesNotContain("Exception");
    assertThat(lines.get(cases.size() - 1)).startsWith(last + ": ").doesNotContain("Exception");
    assertThat(stopped.run().result().exit()).isZero();
    assertThat(stopped.run().requests()).as("requests at the providers").hasSize(2);
    List<String> outcomes = new ArrayList<>(List.of("COMPLETE #1"));
    outcomes.addAll(TriedCase.outcomes(refused));
    if (!last.equals("count")) { // which is no call that is metered
      outcomes.add("COMPLETE #1");
    }
    assertThat(stopped.outcomes()).containsExactlyElementsOf(outcomes);
    assertThat(stopped.refusals())
        .hasSameSizeAs(TriedCase.outcomes(refused))
        .containsOnly("error budget_exceeded by tiny for 0.0");
  }
}
