// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.it.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Virtual threads that wait for a rule, of which there are many on the one carrier there is: where
 * one held it while it waits, none of the others would get on.
 */
class WaitingCallsIT {
  private static final int PER_SECOND = 20;
  private static final int CALLS = 60;

  /** Of a clock in milliseconds, and of a call's way from its start to the gate. */
  private static final Duration SLACK = Duration.ofMillis(150);

  @TempDir Path scratch;

  /** By OkHttp, and by the JDK's client. */
  @ParameterizedTest
  @CsvSource({"OPENAI, chat", "LANGCHAIN4J, openai-chat"})
  void goAtTheLimitsPaceFirstComeFirstServed(App app, String first) throws Exception {
    List<JournalEntry> calls =
        run(
            app,
            List.of("limits.pace.requests=" + PER_SECOND + "/s", "limits.pace.over=wait 30s"),
            List.of(first, CALLS + "*slow"));

    List<Instant> admitted = calls.stream().map(WaitingCallsIT::admitted).sorted().toList();
    for (int i = PER_SECOND; i < admitted.size(); i++) {
      assertThat(Duration.between(admitted.get(i - PER_SECOND), admitted.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1).minus(SLACK));
    }
    assertThat(waited(calls.get(calls.size() - 1))).isGreaterThan(Duration.ofSeconds(1));
    for (JournalEntry earlier : calls) {
      for (JournalEntry later : calls) {
        if (earlier.at().plus(SLACK).isBefore(later.at())) {
          assertThat(admitted(earlier)).isBefore(admitted(later).plus(SLACK));
        }
      }
    }
  }

  /** What the first calls of a kind may cost is far more than they do: few fit in at a time. */
  @Test
  void waitForCallsInFlightWhereABudgetHasRoomForFewAtATime() throws Exception {
    List<JournalEntry> calls =
        run(
            App.OPENAI,
            List.of("budgets.small.limit=0.02 USD", "budgets.small.wait=30s"),
            List.of("embeddings", "20*slow"));

    assertThat(calls).filteredOn(call -> waited(call).compareTo(SLACK) > 0).isNotEmpty();
    for (JournalEntry call : calls) {
      Instant start = admitted(call);
      assertThat(calls)
          .as("in flight when one was let in, each held at 0.00246 USD")
          .filteredOn(
              other -> !admitted(other).isAfter(start) && ended(other).minus(SLACK).isAfter(start))
          .hasSizeLessThanOrEqualTo(9);
    }
  }

  /** All are answered, none is lost, and no thread of ours holds the carrier; by their starts. */
  private List<JournalEntry> run(App app, List<String> settings, List<String> cases)
      throws Exception {
    Path home = scratch.resolve("home");
    Path recording = scratch.resolve("waits.jfr");
    List<String> options = new ArrayList<>(AppRun.agent(home, settings));
    options.add("-Djdk.virtualThreadScheduler.parallelism=1");
    options.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
    options.add("-Xlog:disable");
    options.add(
        "-XX:StartFlightRecording:filename="
            + recording
            + ",settings=none,+jdk.VirtualThreadStart#enabled=true"
            + ",+jdk.VirtualThreadPinned#enabled=true,+jdk.VirtualThreadPinned#threshold=1ms"
            + ",+jdk.VirtualThreadPinned#stackTrace=true");
    AppRun run =
        AppRun.run(
            app, Jdk.JDK_25, scratch, options, Map.of("OTEL_TRACES_EXPORTER", "none"), cases);

    int size = 1 + Integer.parseInt(cases.get(1).substring(0, cases.get(1).indexOf('*')));
    assertThat(run.result().exit()).isZero();
    assertThat(run.result().out().lines())
        .hasSize(size)
        .noneMatch(line -> line.contains("Exception"));
    assertThat(run.requests()).as("requests at the provider").hasSize(size);
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadStart"))
        .hasSizeGreaterThanOrEqualTo(size - 1);
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
        .noneMatch(WaitingCallsIT::isOurs);
    List<JournalEntry> calls = new ArrayList<>(Ledger.read(home));
    assertThat(calls).extracting(call -> call.ending().status()).hasSize(size).containsOnly(200);
    calls.sort(Comparator.comparing(JournalEntry::at));
    return calls;
  }

  /** Whether the first who is not the JDK is ours. */
  private static boolean isOurs(RecordedEvent pinned) {
    if (pinned.getStackTrace() == null) {
      return false;
    }
    for (RecordedFrame frame : pinned.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
        return type.startsWith("io.costspan.") && !type.startsWith("io.costspan.app.");
      }
    }
    return false;
  }

  private static Duration waited(JournalEntry call) {
    return Duration.ofNanos(call.handled().handling().waitedNanos());
  }

  private static Instant admitted(JournalEntry call) {
    return call.at().plus(waited(call));
  }

  private static Instant ended(JournalEntry call) {
    return call.at().plusNanos(call.ending().durationNanos());
  }
}
