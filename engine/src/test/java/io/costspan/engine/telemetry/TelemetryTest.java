// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.OwnThreads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final LoopbackCollector collector = new LoopbackCollector();
  private final Map<String, String> standard = new HashMap<>();
  private final List<Telemetry> started = new ArrayList<>();

  @BeforeEach
  void set() {
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    standard.put("otel.exporter.otlp.endpoint", collector.url());
    standard.put("otel.exporter.otlp.timeout", "5000");
    standard.put("otel.bsp.schedule.delay", "20");
    standard.put("otel.metric.export.interval", "50");
    standard.put("otel.java.exporter.otlp.retry.disabled", "true");
  }

  @AfterEach
  void reset() {
    started.forEach(telemetry -> telemetry.close(5_000));
    collector.close();
    System.setErr(before);
  }

  @Test
  void exportsTracesAndMetricsOverHttpProtobuf() {
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);

    assertThat(collector.requests)
        .contains("/v1/traces application/x-protobuf", "/v1/metrics application/x-protobuf")
        .noneMatch(request -> request.startsWith("/v1/logs"));
    assertThat(lines()).isEmpty();
  }

  @Test
  void grpcIsReplacedAndWorks() {
    standard.put("otel.exporter.otlp.protocol", "grpc");
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);

    assertThat(collector.requests).contains("/v1/traces application/x-protobuf");
  }

  @Test
  void allThreadsAreOwnDaemonsWithoutTheApplicationsLoader() {
    Set<Thread> others = Thread.getAllStackTraces().keySet(); // of other tests in this JVM
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);
    // a client's worker may start at any time; the next export names it
    await(
        () -> {
          OwnThreads.nameAll();
          List<Thread> threads = ownThreads(others);
          return threads.size() > 2
              && threads.stream().allMatch(thread -> thread.getName().startsWith("costspan-"));
        });

    assertThat(ownThreads(others))
        .allSatisfy(
            thread -> {
              assertThat(thread.isDaemon()).isTrue();
              assertThat(thread.getContextClassLoader())
                  .isIn(null, ClassLoader.getSystemClassLoader().getParent());
            });
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !OwnThreads.isOwn(thread) && !others.contains(thread))
        .noneMatch(thread -> thread.getName().matches("(jdkhttp|Batch|Periodic|HttpClient-).*"));
  }

  @Test
  void aCollectorThatRefusesIsSaidOnceAndItsReturnOnce() {
    collector.status = 500;
    Telemetry telemetry = start();
    for (int i = 0; i < 5; i++) {
      telemetry.settled(new Calls().build());
      telemetry.flush(20_000);
    }
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("cannot be exported to " + collector.url(), "HTTP 500");

    collector.status = 200;
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);
    await(() -> lines().size() == 2);
    assertThat(lines().get(1)).contains("again");
  }

  @Test
  void aCollectorThatIsDownIsSaidOnceAndCostsTheCallerNothing() {
    collector.close();
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    Instant start = Instant.now();
    for (int i = 0; i < 5_000; i++) {
      telemetry.settled(new Calls().build());
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    telemetry.flush(20_000);
    await(() -> !lines().isEmpty());
    telemetry.flush(2_000);

    assertThat(lines()).singleElement().asString().contains(collector.url(), "ConnectException");
  }

  @Test
  void aSlowCollectorDoesNotHoldShutdownUp() {
    collector.delayMillis = 20_000;
    standard.put("otel.exporter.otlp.timeout", "30000");
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    Instant start = Instant.now();
    telemetry.flush(300);
    telemetry.close(300);

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    started.clear();
  }

  @Test
  void garbageFromACollectorIsHarmless() {
    collector.body = "<html>not a protobuf</html>".getBytes(StandardCharsets.UTF_8);
    Telemetry telemetry = start();
    for (int i = 0; i < 3; i++) {
      telemetry.settled(new Calls().build());
      telemetry.flush(20_000);
    }
    assertThat(collector.requests.size()).isGreaterThan(2);
    assertThat(lines().size()).isLessThanOrEqualTo(1);
  }

  @Test
  void malformedSettingsAreNamedAndLeftOut() {
    standard.put("otel.bsp.schedule.delay", "soon");
    standard.put("otel.bsp.max.queue.size", "many");
    standard.put("otel.traces.sampler", "coin");
    standard.put("otel.exporter.otlp.compression", "brotli");
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);

    assertThat(collector.requests)
        .as(() -> String.join("\n", lines()))
        .contains("/v1/traces application/x-protobuf");
    assertThat(lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("otel.bsp.schedule.delay"))
        .anyMatch(line -> line.contains("otel.bsp.max.queue.size"))
        .anyMatch(line -> line.contains("otel.traces.sampler"))
        .anyMatch(line -> line.contains("otel.exporter.otlp.compression"));
  }

  @Test
  void anEndpointThatIsNoneFallsBackAndIsNamed() {
    standard.put("otel.exporter.otlp.endpoint", "collector without scheme");
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(1_000);

    assertThat(lines().get(0)).contains("otel.exporter.otlp.endpoint");
  }

  @Test
  void disabledMeansNothingIsSent() {
    standard.put("otel.sdk.disabled", "true");
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);

    assertThat(telemetry.tracing()).isFalse();
    assertThat(telemetry.sampled(Calls.TRACE, true)).isFalse();
    assertThat(collector.requests).isEmpty();
    assertThat(lines()).isEmpty();
  }

  @Test
  void metricsAloneCanBeExported() {
    standard.put("otel.traces.exporter", "none");
    Telemetry telemetry = start();
    telemetry.settled(new Calls().build());
    telemetry.flush(20_000);

    assertThat(telemetry.tracing()).isFalse();
    assertThat(collector.requests)
        .isNotEmpty()
        .allMatch(request -> request.startsWith("/v1/metrics"));
  }

  @Test
  void aSamplerIsAskedBeforeTheSdkIsUp() {
    standard.put("otel.traces.sampler", "always_off");
    Telemetry telemetry = start();
    assertThat(telemetry.sampled(Calls.TRACE, null)).isFalse();
    assertThat(telemetry.tracing()).isTrue();
  }

  private Telemetry start() {
    Telemetry telemetry =
        Telemetry.start(new TelemetrySettings(Map.copyOf(standard), "1", true, 200, () -> 0));
    started.add(telemetry);
    return telemetry;
  }

  private List<String> lines() {
    return err.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("[costspan]"))
        .toList();
  }

  private static List<Thread> ownThreads(Set<Thread> others) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> OwnThreads.isOwn(thread) && !others.contains(thread))
        .toList();
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 500; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("not within ten seconds");
  }
}
