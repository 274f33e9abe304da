// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.Handled;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.it.ForkedJvm;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.it.sdk.Ledger;
import io.costspan.simulator.Simulator;
import io.costspan.simulator.server.RecordedRequest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers who leave a stream that another reads with them, however they do it. */
class LeavingIT {
  @TempDir Path scratch;

  /** What an application that ran wrote, and what it sent. */
  private record Run(ForkedJvm.Result result, List<RecordedRequest> requests) {}

  @ParameterizedTest
  @EnumSource
  void theOtherHasItToItsEndAndItSavesWhatTheFirstCost(Jdk jdk) throws Exception {
    Run plain = run(jdk, List.of(), Map.of());
    Path home = scratch.resolve("home");
    Run joined = joined(jdk, home);

    assertThat(plain.result().err()).isEmpty();
    assertThat(plain.result().out().split("data: \\[DONE]", -1)).hasSize(4);
    assertThat(joined.result()).isEqualTo(plain.result());
    assertThat(plain.requests()).hasSize(6);
    assertThat(joined.requests()).as("one is out at a time").hasSize(3);
    List<JournalEntry> calls = Ledger.read(home);
    assertThat(calls.stream().map(LeavingIT::told))
        .containsExactlyInAnyOrder(
            "COMPLETE SENT 0.0000222",
            "COMPLETE SENT 0.00002235",
            "COMPLETE SENT 0.0000225",
            "ANSWERED JOINED 0.0000222",
            "ANSWERED JOINED 0.00002235",
            "ANSWERED JOINED 0.0000225");
  }

  private Run joined(Jdk jdk, Path home) throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      return run(
          jdk,
          List.of(
              "-javaagent:" + System.getProperty("costspan.agentJar"),
              "-Dcostspan.home=" + home,
              "-Dcostspan.cache.rules.all.ttl=1h"),
          Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()));
    }
  }

  private Run run(Jdk jdk, List<String> jvmOptions, Map<String, String> variables)
      throws Exception {
    try (Simulator simulator = Simulator.start(scratch)) {
      List<String> options = new ArrayList<>(jvmOptions);
      options.addAll(simulator.clientOptions());
      options.addAll(List.of("-cp", classes(), LeavingApp.class.getName()));
      options.add(simulator.url("api.openai.com"));
      ForkedJvm.Result result = ForkedJvm.run(jdk, scratch, variables, options);
      return new Run(result, simulator.requests().all());
    }
  }

  private static String classes() throws Exception {
    return Path.of(LeavingApp.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** What it cost, or what it saved. */
  private static String told(JournalEntry call) {
    Handled.Avoided avoided = call.handled().avoided();
    BigDecimal usd = avoided == null ? call.cost().usd() : avoided.usd();
    return "%s %s %s"
        .formatted(
            call.ending().outcome(),
            call.handled().handling().action(),
            usd == null ? "unknown" : usd.stripTrailingZeros().toPlainString());
  }
}
