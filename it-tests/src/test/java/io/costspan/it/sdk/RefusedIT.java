// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.meter.Outcome;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.it.OtlpReceiver.Received;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    return Stream.of(
            Map.entry(
                List.of(App.OPENAI, "com.openai.errors.UnexpectedStatusCodeException"),
                "chat chat-stream completions-stream chat-async chat-async-stream tool responses"
                    + " responses-stream embeddings completions azure"),
            Map.entry(
                List.of(App.ANTHROPIC, "com.anthropic.errors.PaymentRequiredException"),
                "messages messages-stream messages-async messages-async-stream tool"),
            Map.entry(
                List.of(App.GENAI, "com.google.genai.errors.ClientException"),
                "generate stream async tool embed"),
            Map.entry(
                List.of(App.LANGCHAIN4J, "dev.langchain4j.exception.InvalidRequestException"),
                "openai-chat openai-stream openai-tool openai-embeddings ollama-chat ollama-stream"
                    + " ollama-embeddings"),
            Map.entry(
                List.of(App.SPRING_AI, "com.openai.errors.UnexpectedStatusCodeException"),
                "chat stream tool embeddings"),
            Map.entry(
                List.of(App.OLLAMA4J, "io.github.ollama4j.exceptions.OllamaException"),
                "chat chat-stream generate embed"))
        .flatMap(
            row ->
                Stream.of(Jdk.values())
                    .map(
                        jdk ->
                            Arguments.of(
                                row.getKey().get(0),
                                row.getKey().get(1),
                                List.of(row.getValue().split(" ")),
                                jdk)));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void everyCallIsRefusedOnceInTheSdksOwnWords(
      App app, String exception, List<String> cases, Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun run;
    List<Received> spans;
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      run =
          AppRun.controlled(
              app, jdk, scratch, home, receiver, List.of("budgets.tiny.limit=1 requests"), cases);
      spans = receiver.spans();
    }

    List<String> refused = cases.subList(1, cases.size());
    assertThat(run.result().exit()).isZero();
    assertThat(run.requests()).as("requests at the providers").hasSize(1);
    List<String> told = run.result().out().lines().filter(line -> line.contains(SENTENCE)).toList();
    assertThat(told).as(run.result().out()).hasSameSizeAs(refused);
    for (int i = 0; i < refused.size(); i++) {
      assertThat(told.get(i)).startsWith(refused.get(i) + ": ").contains(exception + ": ");
    }
    assertThat(outcomes(home)).containsExactlyElementsOf(outcomes(refused.size()));
    assertThat(spans.stream().map(RefusedIT::refusal).filter(one -> !one.isEmpty()))
        .hasSameSizeAs(refused)
        .containsOnly("error budget_exceeded by tiny for 0.0");
  }

  private static List<String> outcomes(Path home) throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (JournalEntry entry : Ledger.read(home)) {
      outcomes.add(entry.ending().outcome() + " #" + entry.identity().attempt());
    }
    return outcomes;
  }

  private static List<String> outcomes(int refused) {
    List<String> outcomes = new ArrayList<>();
    outcomes.add(Outcome.COMPLETE + " #1");
    for (int i = 0; i < refused; i++) {
      outcomes.add(Outcome.REFUSED + " #1");
    }
    return outcomes;
  }

  /** Empty for the span of any other call. */
  private static String refusal(Received received) {
    Map<String, String> attributes =
        received.span().getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, RefusedIT::text));
    String code = attributes.get("costspan.refusal.code");
    boolean error =
        received.span().getStatus().getCode() == StatusCode.STATUS_CODE_ERROR
            && code != null
            && code.equals(attributes.get("error.type"));
    return code == null
        ? ""
        : "%s %s by %s for %s"
            .formatted(
                error ? "error" : "no error",
                code,
                attributes.get("costspan.rule"),
                attributes.get("gen_ai.usage.cost"));
  }

  private static String text(KeyValue attribute) {
    return attribute.getValue().hasDoubleValue()
        ? String.valueOf(attribute.getValue().getDoubleValue())
        : attribute.getValue().getStringValue();
  }
}
