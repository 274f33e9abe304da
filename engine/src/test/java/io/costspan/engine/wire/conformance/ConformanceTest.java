// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Reads every exchange of a directory ({@code -Dtest.corpus=DIR}; the project's own fixtures when
 * not given) and compares. Only records that are evidence ({@code provenance} beginning with {@code
 * recorded}) of dialects spoken here must be exact.
 */
class ConformanceTest {

  /** Providers whose every recorded answer in a known dialect must be exact. */
  private static final List<String> HELD =
      List.of(
          "openai",
          "azure.openai",
          "anthropic",
          "gcp.gemini",
          "ollama",
          "aws.bedrock",
          "aws.bedrock_mantle",
          "aws.sagemaker",
          "aleph_alpha",
          "azure.ai",
          "cerebras",
          "crusoe",
          "dashscope",
          "deepseek",
          "gcp.vertex",
          "groq",
          "heroku",
          "huggingface",
          "mistral",
          "moonshot",
          "nvidia",
          "openai_compatible",
          "portkey",
          "snowflake",
          "together",
          "voyage",
          "writer",
          "xai",
          "zai");

  @Test
  void everyExchangeReadsAsExpected() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<String> apart = new ArrayList<>();
    Map<String, int[]> table = new TreeMap<>();
    int compared = 0;
    for (Exchange exchange : Exchange.in(Fixtures.chosen())) {
      int[] row = table.computeIfAbsent(exchange.file(), name -> new int[3]);
      row[0]++;
      Endpoint endpoint =
          exchange.url() == null ? Comparison.guessed(exchange) : Comparison.endpoint(exchange);
      if (endpoint == null || exchange.elided()) {
        continue;
      }
      row[1]++;
      List<String> differences = Comparison.of(exchange, endpoint);
      row[2] += differences.isEmpty() ? 1 : 0;
      boolean held = exchange.recorded() && (!Fixtures.given() || HELD.contains(exchange.file()));
      compared += held ? 1 : 0;
      if (!differences.isEmpty()) {
        String line = exchange.id() + " " + exchange.api() + " " + differences;
        (held ? wrong : apart).add(line);
      }
    }
    if (Fixtures.given()) {
      print(table, apart);
    }
    assertThat(compared).isPositive();
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsNoModelCallIsLeftAlone() throws Exception {
    List<String> taken = new ArrayList<>();
    for (Exchange exchange : Exchange.in(Fixtures.chosen())) {
      boolean none = !exchange.expected().path("llm").asBoolean(true) || isFree(exchange);
      if (none && Comparison.endpoint(exchange) != null) {
        taken.add(exchange.id() + " " + exchange.url());
      }
    }
    assertThat(taken).isEmpty();
  }

  private static boolean isFree(Exchange exchange) {
    String url = exchange.url();
    boolean video = url != null && url.endsWith(":predictLongRunning");
    return !video
        && List.of("count_tokens", "responses.retrieve", "batch").contains(exchange.operation());
  }

  private static void print(Map<String, int[]> table, List<String> apart) {
    table.forEach(
        (file, row) ->
            System.out.printf(
                "%-22s %4d records %4d read %4d exact%n", file, row[0], row[1], row[2]));
    apart.forEach(line -> System.out.println("not held: " + line));
  }
}
