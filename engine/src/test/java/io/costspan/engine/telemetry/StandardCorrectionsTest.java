// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StandardCorrectionsTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void nothingConfiguredIsOtlpOverHttpAndNothingIsSaid() {
    assertThat(apply(Map.of()))
        .containsEntry("otel.traces.exporter", "otlp")
        .containsEntry("otel.metrics.exporter", "otlp")
        .containsEntry("otel.logs.exporter", "none")
        .containsEntry("otel.exporter.otlp.protocol", "http/protobuf")
        .doesNotContainKey("otel.exporter.otlp.endpoint");
    assertThat(said).isEmpty();
  }

  @Test
  void grpcFallsBackToTheHttpPortAndSaysSoOnce() {
    assertThat(
            apply(
                Map.of(
                    "otel.exporter.otlp.protocol", "grpc",
                    "otel.exporter.otlp.endpoint", "http://collector:4317")))
        .containsEntry("otel.exporter.otlp.protocol", "http/protobuf")
        .containsEntry("otel.exporter.otlp.endpoint", "http://collector:4318");
    assertThat(said).singleElement().asString().contains("grpc", "http/protobuf", "4317", "4318");
  }

  @Test
  void aGrpcEndpointOfOneSignalIsMovedToItsHttpPath() {
    assertThat(
            apply(
                Map.of(
                    "otel.exporter.otlp.traces.protocol", "grpc",
                    "otel.exporter.otlp.traces.endpoint", "https://collector:4317",
                    "otel.exporter.otlp.protocol", "http/protobuf",
                    "otel.exporter.otlp.endpoint", "http://other:4317")))
        .containsEntry("otel.exporter.otlp.traces.endpoint", "https://collector:4318/v1/traces")
        .containsEntry("otel.exporter.otlp.traces.protocol", "http/protobuf")
        .containsEntry("otel.exporter.otlp.endpoint", "http://other:4317");
    assertThat(said).hasSize(1);
  }

  @Test
  void theGrpcPortWithoutAProtocolIsTakenForGrpc() {
    assertThat(apply(Map.of("otel.exporter.otlp.endpoint", "http://collector:4317")))
        .containsEntry("otel.exporter.otlp.endpoint", "http://collector:4318");
    assertThat(said).singleElement().asString().contains("4317");
  }

  @Test
  void aPortGivenForHttpStays() {
    assertThat(
            apply(
                Map.of(
                    "otel.exporter.otlp.protocol", "http/protobuf",
                    "otel.exporter.otlp.endpoint", "http://collector:4317")))
        .containsEntry("otel.exporter.otlp.endpoint", "http://collector:4317");
    assertThat(said).isEmpty();
  }

  @Test
  void exportersThatAreNotCarriedGetOneLine() {
    assertThat(
            apply(
                Map.of(
                    "otel.traces.exporter", "console,otlp", "otel.metrics.exporter", "prometheus")))
        .containsEntry("otel.traces.exporter", "otlp")
        .containsEntry("otel.metrics.exporter", "none");
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains("otel.traces.exporter=console,otlp");
    assertThat(said.get(1)).contains("otel.metrics.exporter=prometheus", "not exported");
  }

  @Test
  void noneIsSilent() {
    assertThat(apply(Map.of("otel.traces.exporter", "none", "otel.metrics.exporter", "none")))
        .containsEntry("otel.traces.exporter", "none")
        .containsEntry("otel.metrics.exporter", "none");
    assertThat(said).isEmpty();
  }

  @Test
  void aPropertyWinsOverTheEnvironmentAndBlankIsNone() {
    Properties properties = new Properties();
    properties.setProperty("otel.service.name", "from-property");
    properties.setProperty("otel.bsp.max-queue-size", "7");
    assertThat(
            StandardSettings.read(
                Map.of(
                    "OTEL_SERVICE_NAME", "from-environment",
                    "OTEL_TRACES_SAMPLER", " always_off ",
                    "OTEL_EXPORTER_OTLP_HEADERS", "",
                    "PATH", "/bin"),
                properties))
        .isEqualTo(
            Map.of(
                "otel.service.name", "from-property",
                "otel.bsp.max.queue.size", "7",
                "otel.traces.sampler", "always_off"));
  }

  private Map<String, String> apply(Map<String, String> standard) {
    return StandardCorrections.apply(standard, said::add);
  }
}
