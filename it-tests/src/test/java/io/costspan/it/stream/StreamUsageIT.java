// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.usage.Unit;
import io.costspan.it.ForkedJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.it.OtlpReceiver.Received;
import io.costspan.it.sdk.Ledger;
import io.costspan.simulator.Simulator;
import io.costspan.simulator.server.RecordedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Usage that nobody asked for but us: known to the cent, and without a trace in what comes. */
class StreamUsageIT {
  private static final String ASKED = "\"include_usage\":true";

  @TempDir Path scratch;

  /** What an application that ran wrote, and what it sent. */
  private record Run(ForkedJvm.Result result, List<RecordedRequest> requests) {}

  @ParameterizedTest
  @EnumSource
  void isAskedForAndTakenOutAgain(Jdk jdk) throws Exception {
    Run plain = run(jdk, List.of(), Map.of());
    Path home = scratch.resolve("home");
    Run watched;
    List<Received> spans;
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      watched = run(jdk, agent(home), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()));
      spans = receiver.spans();
    }

    assertThat(plain.result().err()).isEmpty();
    assertThat(plain.result().out()).contains("data: [DONE]").doesNotContain("prompt_tokens");
    assertThat(watched.result()).isEqualTo(plain.result());
    assertThat(plain.requests()).extracting(RecordedRequest::body).noneMatch(StreamUsageIT::asks);
    assertThat(watched.requests()).hasSameSizeAs(plain.requests());
    for (int i = 0; i < plain.requests().size(); i++) {
      RecordedRequest sent = watched.requests().get(i);
      assertThat(sent.body()).matches(StreamUsageIT::asks);
      assertThat(
              sent.body()
                  .replace(",\"stream_options\":{" + ASKED + "}", "")
                  .replace(ASKED + ",", ""))
          .isEqualTo(plain.requests().get(i).body());
      assertThat(sent.protocol()).isEqualTo(plain.requests().get(i).protocol());
      assertThat(sent.header("content-type")).isEqualTo("application/json");
    }
    assertThat(Ledger.read(home).stream().map(StreamUsageIT::told))
        .containsExactly(
            "100 > 10 = 0.000021",
            "101 > 10 = 0.00002115",
            "102 > 10 = 0.0000213",
            "103 > 10 = 0.00002145",
            "100 > 10 = 0.000021",
            "101 > 10 = 0.00002115",
            "102 > 10 = 0.0000213",
            "103 > 10 = 0.00002145",
            "104 > 14 = 0.000184",
            "- > - = 0");
    assertThat(spans)
        .hasSize(10)
        .allMatch(
            received ->
                received.span().getAttributesList().stream()
                    .anyMatch(
                        attribute ->
                            attribute.getKey().equals("costspan.usage.requested")
                                && attribute.getValue().getBoolValue()));
  }

  @ParameterizedTest
  @EnumSource
  void isNotAskedForWhereTheUserDoesNotWantIt(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    List<String> options = new ArrayList<>(agent(home));
    options.add("-Dcostspan.stream-usage=never");
    Run watched = run(jdk, options, Map.of("OTEL_TRACES_EXPORTER", "none"));

    assertThat(watched.requests()).extracting(RecordedRequest::body).noneMatch(StreamUsageIT::asks);
    assertThat(Ledger.read(home)).hasSize(10);
  }

  private Run run(Jdk jdk, List<String> jvmOptions, Map<String, String> variables)
      throws Exception {
    try (Simulator simulator = Simulator.start(scratch)) {
      List<String> options = new ArrayList<>(jvmOptions);
      options.addAll(simulator.clientOptions());
      options.addAll(List.of("-cp", classes(), StreamApp.class.getName()));
      options.add(simulator.url("api.openai.com"));
      ForkedJvm.Result result = ForkedJvm.run(jdk, scratch, variables, options);
      return new Run(result, simulator.requests().all());
    }
  }

  private static List<String> agent(Path home) {
    return List.of(
        "-javaagent:" + System.getProperty("costspan.agentJar"), "-Dcostspan.home=" + home);
  }

  private static String classes() throws Exception {
    return Path.of(StreamApp.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  private static boolean asks(String body) {
    return body.contains(ASKED);
  }

  private static String told(JournalEntry entry) {
    return "%s > %s = %s"
        .formatted(
            count(entry, Unit.INPUT),
            count(entry, Unit.OUTPUT),
            entry.cost().usd() == null
                ? "unpriced"
                : entry.cost().usd().stripTrailingZeros().toPlainString());
  }

  private static String count(JournalEntry entry, Unit unit) {
    return entry.used().usage().get(unit).isPresent()
        ? String.valueOf(entry.used().usage().get(unit).getAsLong())
        : "-";
  }
}
