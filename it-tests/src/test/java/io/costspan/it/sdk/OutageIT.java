// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider that answers 503 to what it has answered before. */
class OutageIT {
  private static final List<String> OUTAGE = List.of("outage");

  @TempDir Path scratch;

  /** Nor does the SDK try again: it never hears of the failure. */
  @ParameterizedTest
  @EnumSource
  void anAnswerPastItsTimeStandsInForIt(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun run;
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      run =
          AppRun.controlled(
              App.OPENAI,
              jdk,
              scratch,
              home,
              receiver,
              List.of(
                  "cache.rules.all.ttl=1ms",
                  "cache.rules.all.tools=true",
                  "cache.rules.all.stale-if-error=10m"),
              OUTAGE);
    }

    List<String> lines = run.result().out().lines().toList();
    assertThat(run.result().exit()).isZero();
    assertThat(lines).hasSize(20).noneMatch(line -> line.contains("Exception"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i + 1)).isEqualTo(lines.get(i));
      expected.addAll(
          List.of("COMPLETE SENT 200 #1", "UNREAD SENT 503 #1", "ANSWERED STALE 200 #2"));
    }
    assertThat(run.requests()).as("requests at the provider").hasSize(lines.size());
    assertThat(Ledger.read(home).stream().map(OutageIT::told))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource
  void withoutSuchARuleTheApplicationHearsOfIt(Jdk jdk) throws Exception {
    AppRun plain = AppRun.run(App.OPENAI, jdk, scratch, List.of(), Map.of(), OUTAGE);

    List<String> lines = plain.result().out().lines().toList();
    assertThat(lines).hasSize(20);
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i)).doesNotContain("Exception");
      assertThat(lines.get(i + 1)).contains("InternalServerException: 503");
    }
  }

  private static String told(JournalEntry call) {
    return "%s %s %d #%d"
        .formatted(
            call.ending().outcome(),
            call.handled().handling().action(),
            call.ending().status(),
            call.identity().attempt());
  }
}
