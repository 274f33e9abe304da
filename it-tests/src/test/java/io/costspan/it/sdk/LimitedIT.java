// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Outcome;
import io.costspan.it.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an application sees whose calls come too fast: its SDK's own exception, once, and nothing at
 * the provider, though some SDKs try each of them again. The limit is one request an hour, which
 * the first case makes.
 */
class LimitedIT {
  private static final String SENTENCE =
      "costspan stopped this call before it was sent: limit 'tiny' is reached, 1 of 1 requests/h"
          + " used, try again in ";

  private static final Pattern TOLD = Pattern.compile("when-told: after (\\d+) s, (\\d+) ms");

  @TempDir Path scratch;

  /** Application, its first case, and of each case more its exception and how often it tries. */
  static Stream<Arguments> applications() {
    return TriedCase.onEachJdk(
        Stream.of(
            Arguments.of(
                App.OPENAI,
                "chat",
                "com.openai.errors.RateLimitException",
                "chat-stream*1 chat-async*1 tool*1 responses-stream*1 embeddings*1"),
            Arguments.of(
                App.ANTHROPIC,
                "messages",
                "com.anthropic.errors.RateLimitException",
                "messages-stream*1 messages-async*1 tool*1"),
            Arguments.of(
                App.GENAI,
                "generate",
                "com.google.genai.errors.ClientException",
                "stream*5 async*5 tool*5"),
            Arguments.of(
                App.LANGCHAIN4J,
                "openai-tool",
                "dev.langchain4j.exception.RateLimitException",
                "openai-chat*3 openai-stream*1"),
            Arguments.of(
                App.SPRING_AI,
                "chat",
                "com.openai.errors.RateLimitException",
                "stream*1 tool*1 embeddings*1"),
            Arguments.of(
                App.OLLAMA4J,
                "chat",
                "io.github.ollama4j.exceptions.OllamaException",
                "chat-stream*1 generate*1 embed*1")));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void everyCallTooManyFailsOnceInTheSdksOwnWords(
      App app, String first, String exception, String tried, Jdk jdk) throws Exception {
    List<TriedCase> limited = TriedCase.list(tried);
    List<String> cases = new ArrayList<>(List.of(first));
    limited.forEach(each -> cases.add(each.name()));

    Stopped stopped = Stopped.run(app, jdk, scratch, List.of("limits.tiny.requests=1/h"), cases);

    assertThat(stopped.run().result().exit()).isZero();
    assertThat(stopped.run().requests()).as("requests at the providers").hasSize(1);
    List<String> lines = stopped.lines(cases);
    assertThat(lines).hasSameSizeAs(cases);
    for (int i = 1; i < cases.size(); i++) {
      assertThat(lines.get(i))
          .startsWith(cases.get(i) + ": ")
          .contains(exception + ": ")
          .contains(SENTENCE);
    }
    List<String> refused = TriedCase.outcomes(limited);
    assertThat(stopped.outcomes().get(0)).isEqualTo("COMPLETE #1");
    assertThat(stopped.outcomes().stream().skip(1)).containsExactlyElementsOf(refused);
    assertThat(stopped.refusals())
        .hasSameSizeAs(refused)
        .containsOnly("error rate_limited by tiny for 0.0");
    assertThat(stopped.calls())
        .as("what is refused is known by name, and counts what it might have cost once")
        .filteredOn(call -> call.ending().outcome() == Outcome.REFUSED)
        .allSatisfy(
            call -> {
              assertThat(call.requestModel()).isNotNull();
              assertThat(call.cost().usd()).isZero();
              assertThat(call.handled().handling().forecastUsd() != null)
                  .isEqualTo(call.identity().attempt() == 1);
            });
  }

  /** Not a moment too early, and within the second that the limit is of. */
  @ParameterizedTest
  @EnumSource
  void whoAsksAgainWhenToldIsLetIn(Jdk jdk) throws Exception {
    List<String> cases = List.of("slow", "chat", "when-told");
    Stopped stopped =
        Stopped.run(App.OPENAI, jdk, scratch, List.of("limits.pace.requests=1/s"), cases);

    assertThat(stopped.run().result().exit()).isZero();
    Matcher told = TOLD.matcher(stopped.lines(cases).get(2));
    assertThat(told.matches()).as(stopped.lines(cases).get(2)).isTrue();
    assertThat(Integer.parseInt(told.group(1))).isBetween(1, 2);
    assertThat(Integer.parseInt(told.group(2))).isBetween(1, 1004);
    assertThat(stopped.run().requests()).hasSize(3);
    assertThat(stopped.outcomes())
        .containsExactly("COMPLETE #1", "COMPLETE #1", "REFUSED #1", "COMPLETE #1");
  }
}
