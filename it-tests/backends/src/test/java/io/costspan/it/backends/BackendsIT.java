// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackendsIT {
  /** 1000 in and 200 out at 0.15 and 0.60 USD a million. */
  private static final double CHAT = 0.00027;

  /** 976 fresh, 1024 cached and 100 out at 2.50, 1.25 and 10 USD a million. */
  private static final double CACHED_CHAT = 0.00472;

  /** 500 in and 50 out at 0.15 and 0.60 USD a million. */
  private static final double STREAM = 0.000105;

  /** 300 in and 30 out at 3 and 15 USD a million. */
  private static final double MESSAGE = 0.00135;

  private static final String STATUSES = "200 200 200 200 429 200";

  @TempDir static Path directory;

  private static Backends backends;
  private static Simulator simulator;

  @BeforeAll
  static void start() throws Exception {
    backends = Backends.start();
    simulator = Simulator.start(directory.resolve("simulator"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (simulator != null) {
      simulator.close();
    }
    if (backends != null) {
      backends.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.costspan.it.backends.JavaHomes#both")
  void callsArePricedSpansInJaegerAndMetricsInPrometheus(Path javaHome) throws Exception {
    String service = "spending-" + javaHome.getFileName().toString().replaceAll("\\W", "");

    String output = run(javaHome, service).spend(simulator, 1);

    // the warning comes from the agent's own thread: before or after the application's line
    assertThat(output.lines())
        .hasSize(2)
        .contains(STATUSES)
        .anyMatch(
            line -> line.startsWith("[costspan] WARN no price for openai/model-without-a-price"));
    List<JsonNode> spans = backends.jaeger().spans(service, 6);
    assertThat(spans).hasSize(6);
    JsonNode cached = span(spans, "chat gpt-4o");
    assertThat(Jaeger.tag(cached, "gen_ai.usage.cost").asDouble())
        .isEqualTo(CACHED_CHAT, within(1e-12));
    assertThat(Jaeger.tag(cached, "gen_ai.usage.input_tokens").asLong()).isEqualTo(2000);
    assertThat(Jaeger.tag(cached, "gen_ai.usage.cache_read.input_tokens").asLong()).isEqualTo(1024);
    assertThat(Jaeger.tag(cached, "gen_ai.provider.name").asText()).isEqualTo("openai");
    assertThat(Jaeger.tag(cached, "span.kind").asText()).isEqualTo("client");
    JsonNode message = span(spans, "chat claude-sonnet-4-6");
    assertThat(Jaeger.tag(message, "gen_ai.usage.cost").asDouble())
        .isEqualTo(MESSAGE, within(1e-12));
    JsonNode failed = span(spans, "chat error-429");
    assertThat(Jaeger.tag(failed, "error.type").asText()).isEqualTo("429");
    JsonNode unpriced = span(spans, "chat model-without-a-price");
    assertThat(Jaeger.tag(unpriced, "gen_ai.usage.cost")).isNull();
    assertThat(Jaeger.tag(unpriced, "costspan.cost.state").asText()).isEqualTo("unpriced");

    String only = "{service_name=\"" + service + "\"}";
    Prometheus prometheus = backends.prometheus();
    prometheus.await(
        "sum(costspan_cost_USD_total" + only + ")", CHAT + CACHED_CHAT + STREAM + MESSAGE);
    prometheus.await("sum(gen_ai_client_operation_duration_seconds_count" + only + ")", 6);
    prometheus.await("sum(costspan_unpriced_total" + only + ")", 1);
    prometheus.await(
        "sum(gen_ai_client_token_usage_sum{gen_ai_token_type=\"input\",service_name=\""
            + service
            + "\"})",
        1000 + 2000 + 500 + 300 + 10);
  }

  @Test
  void everyDashboardPanelShowsSomething() throws Exception {
    run(Path.of(System.getProperty("java.home")), "dashboard").spend(simulator, 12);
    Prometheus prometheus = backends.prometheus();
    prometheus.await("sum(costspan_unpriced_total{service_name=\"dashboard\"})", 12);

    List<String> empty = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String promql = resolved(target.path("expr").asText());
        double value = prometheus.number(promql);
        if (Double.isNaN(value)) {
          empty.add(panel.path("title").asText() + ": " + promql);
        }
      }
    }
    assertThat(empty).isEmpty();
  }

  @Test
  void dashboardIsWellFormed() throws IOException {
    JsonNode dashboard = dashboard();
    assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
          .as(panel.path("title").asText())
          .isNotEmpty();
      assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("costspan-prometheus");
      for (JsonNode target : panel.path("targets")) {
        assertThat(resolved(target.path("expr").asText())).doesNotContain("$");
        assertThat(target.path("datasource").path("uid").asText()).isEqualTo("costspan-prometheus");
      }
    }
    assertThat(Files.readString(config("grafana/provisioning/datasources/costspan.yaml")))
        .contains("uid: costspan-prometheus");
  }

  @Test
  void alertRulesAreLoaded() throws Exception {
    assertThat(backends.prometheus().rules()).hasSizeGreaterThanOrEqualTo(3);
  }

  private static AgentRun run(Path javaHome, String service) {
    return new AgentRun(javaHome, directory.resolve(service), service, backends.otlp());
  }

  private static JsonNode span(List<JsonNode> spans, String name) {
    return spans.stream()
        .filter(span -> span.path("operationName").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name + " among " + spans));
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(config("grafana/dashboards/llm-spend.json").toFile());
  }

  private static Path config(String name) {
    return Path.of(System.getProperty("costspan.root"), "otel-collector-config", name);
  }

  /** What Grafana puts in the place of its own variables. */
  private static String resolved(String promql) {
    return promql.replace("$__range", "15m").replace("$__rate_interval", "1m");
  }
}
