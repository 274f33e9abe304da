// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays through both clients under the packaged jar: the project's own fixtures always, and in
 * their place the directory that {@code -Dtest.corpus} names when it is given.
 */
class ConformanceIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES = Path.of(System.getProperty("costspan.fixtures"));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "okhttp"})
  void everyFixtureIsExact(String client) throws IOException {
    JsonNode report = replay(FIXTURES, client, 0);

    assertThat(report.path("replayed").asInt()).isEqualTo(report.path("records").asInt());
    assertThat(report.path("exact").asInt()).isEqualTo(report.path("records").asInt()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "okhttp"})
  void theNamedCorpusIsExactOrExceptedWithAReason(String client) throws IOException {
    Path corpus = Path.of(System.getProperty("test.corpus", FIXTURES.toString()));

    JsonNode report = replay(corpus, client, 0);

    assertThat(report.path("failures").asInt()).isZero();
  }

  @Test
  void aWrongExpectationFailsTheRunAndIsNamed() throws IOException {
    ObjectNode record = fixture("openai.jsonl");
    ObjectNode expected = (ObjectNode) record.path("expected");
    int tokens = expected.path("input_tokens_total").asInt();
    expected.put("input_tokens_total", tokens + 1);
    expected.put("provider_cost_usd", 0.25);
    Files.writeString(directory.resolve("openai.jsonl"), record + "\n");

    JsonNode report = replay(directory, "jdk", 1);

    assertThat(report.at("/findings/0/differences").findValuesAsText("field"))
        .containsExactly("input_tokens_total", "provider_cost_usd");
    assertThat(report.at("/findings/0/differences/0/got").asInt()).isEqualTo(tokens);
  }

  @Test
  void asManyMayDifferAsAreAllowed() throws IOException {
    ObjectNode record = fixture("openai.jsonl");
    ((ObjectNode) record.path("expected")).put("response_model", "another");
    Files.writeString(directory.resolve("openai.jsonl"), record + "\n");

    assertThat(replay(directory, "jdk", 0, "--allow", "1").path("failures").asInt()).isEqualTo(1);
  }

  @Test
  void thePageCountsTheWorstOfEveryClientAndNamesNoPlace() throws IOException {
    Files.writeString(directory.resolve("anthropic.jsonl"), fixture("anthropic.jsonl") + "\n");
    ObjectNode wrong = fixture("openai.jsonl");
    ((ObjectNode) wrong.path("expected")).put("output_tokens_total", 1);
    Files.writeString(directory.resolve("openai.jsonl"), wrong + "\n");
    Path page = directory.resolve("page.md");

    replay(directory, "jdk,okhttp", 1, "--markdown", page.toString());

    assertThat(Files.readString(page))
        .contains("| jdk | ", "| okhttp | ", "| 1 (0 allowed) |")
        .contains("| anthropic | json | 1 | 1 | 1 | 1 | 0 | 0 |")
        .contains("| openai | json | 1 | 1 | 1 | 0 | 0 | 1 |")
        .contains("| chat-json | chat | json | yes | output_tokens_total: expected 1, got ")
        .doesNotContain(directory.toString());
  }

  @Test
  void aModelCallThatMustNotBeOneFailsTheRun() throws IOException {
    ObjectNode record = fixture("anthropic.jsonl");
    record.putObject("expected").put("llm", false);
    Files.writeString(directory.resolve("non-llm.jsonl"), record + "\n");

    JsonNode report = replay(directory, "okhttp", 1);

    assertThat(report.at("/findings/0/differences/0/field").asText()).isEqualTo("spans");
  }

  @Test
  void brokenLinesAreReportedAndTheOthersReplayed() throws IOException {
    String good = fixture("ollama.jsonl").toString();
    Files.writeString(
        directory.resolve("ollama.jsonl"), "{\"id\": \n\n[]\n" + good + "\n{\"expected\":{}}\n");

    JsonNode report = replay(directory, "jdk", 0);

    assertThat(report.path("broken")).hasSize(3);
    assertThat(report.path("exact").asInt()).isEqualTo(1);
  }

  @Test
  void aDirectoryWithoutRecordsIsAnErrorOfItsOwn() {
    assertThat(Main.run(directory.toString(), "--agent", agent())).isEqualTo(2);
    assertThat(Main.run(directory.resolve("none").toString(), "--agent", agent())).isEqualTo(2);
  }

  private static ObjectNode fixture(String file) throws IOException {
    String line = Files.readAllLines(FIXTURES.resolve(file), UTF_8).get(0);
    return (ObjectNode) JSON.readTree(line);
  }

  private JsonNode replay(Path corpus, String client, int status, String... more)
      throws IOException {
    Path json = directory.resolve("result.json");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(corpus.toString(), "--agent", agent(), "--client", client));
    arguments.addAll(List.of("--json", json.toString()));
    arguments.addAll(List.of(more));
    assertThat(Main.run(arguments.toArray(new String[0]))).isEqualTo(status);
    return JSON.readTree(json.toFile());
  }

  private static String agent() {
    return System.getProperty("costspan.agent");
  }
}
