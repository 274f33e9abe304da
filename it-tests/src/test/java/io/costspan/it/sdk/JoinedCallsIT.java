// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.price.Cost;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that ask the same while the answer to one of them is on its way. */
class JoinedCallsIT {
  private static final List<String> TOGETHER = List.of("together");

  @TempDir Path scratch;

  @ParameterizedTest
  @EnumSource
  void oneIsSentAndAllReadItsAnswer(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun plain = AppRun.run(App.OPENAI, jdk, scratch, List.of(), Map.of(), TOGETHER);
    AppRun joined = controlled(jdk, home, List.of("cache.rules.all.ttl=1h"));

    List<String> lines = plain.result().out().lines().toList();
    assertThat(lines).hasSize(4).noneMatch(line -> line.contains("Exception"));
    assertThat(joined.result()).isEqualTo(plain.result());
    assertThat(plain.requests()).hasSize(4);
    assertThat(joined.requests()).as("requests at the provider").hasSize(2);
    List<JournalEntry> calls = Ledger.read(home);
    assertThat(calls.stream().map(JoinedCallsIT::told))
        .containsExactlyInAnyOrder(
            "COMPLETE SENT", "COMPLETE SENT", "ANSWERED JOINED", "ANSWERED JOINED");
    Cost sent =
        calls.stream()
            .filter(call -> call.ending().outcome() == Outcome.COMPLETE)
            .reduce((first, last) -> last)
            .orElseThrow()
            .cost();
    assertThat(calls.stream().filter(call -> call.ending().outcome() == Outcome.ANSWERED))
        .allSatisfy(
            call -> {
              assertThat(call.cost().usd()).isZero();
              assertThat(call.handled().avoided()).isNotNull();
              assertThat(call.handled().avoided().usd()).isPositive().isEqualTo(sent.usd());
            });
  }

  @ParameterizedTest
  @EnumSource
  void eachIsSentWhereTheRuleDoesNotJoin(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun apart =
        controlled(jdk, home, List.of("cache.rules.all.ttl=1h", "cache.rules.all.join=false"));

    assertThat(apart.result().out().lines()).hasSize(4).noneMatch(line -> line.contains("Exc"));
    assertThat(apart.requests()).hasSize(4);
    assertThat(Ledger.read(home).stream().map(JoinedCallsIT::told))
        .hasSize(4)
        .containsOnly("COMPLETE SENT");
  }

  private AppRun controlled(Jdk jdk, Path home, List<String> rule) throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      return AppRun.controlled(App.OPENAI, jdk, scratch, home, receiver, rule, TOGETHER);
    }
  }

  private static String told(JournalEntry call) {
    return call.ending().outcome() + " " + call.handled().handling().action();
  }
}
