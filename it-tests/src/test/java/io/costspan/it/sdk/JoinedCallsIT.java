// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.meter.Outcome;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads that ask the same while the answer to one of them is on its way: by OkHttp and by the
 * JDK's client, for whole answers and for streams.
 */
class JoinedCallsIT {
  private static final int CALLERS = 12;
  private static final BigDecimal ONE_ANSWER = new BigDecimal("0.000183");

  @TempDir Path scratch;

  static Stream<Arguments> applications() {
    return TriedCase.onEachJdk(
        Stream.of(Arguments.of(App.OPENAI, "chat"), Arguments.of(App.LANGCHAIN4J, "openai-chat")));
  }

  /** The first case loads classes and connects. */
  @ParameterizedTest
  @MethodSource("applications")
  void oneIsSentAndAllReadItsAnswer(App app, String first, Jdk jdk) throws Exception {
    List<String> cases = List.of(first, CALLERS + "*slow", CALLERS + "*slow-stream");
    Path home = scratch.resolve("home");
    AppRun plain = AppRun.run(app, jdk, scratch, List.of(), Map.of(), cases);
    AppRun joined = controlled(app, jdk, home, List.of("cache.rules.all.ttl=1h"), cases);

    assertThat(plain.result().out().lines())
        .hasSize(1 + 2 * CALLERS)
        .noneMatch(line -> line.contains("Exception"));
    assertThat(joined.result()).isEqualTo(plain.result());
    assertThat(plain.requests()).hasSize(1 + 2 * CALLERS);
    assertThat(joined.requests()).as("requests at the provider").hasSize(3);
    List<JournalEntry> calls = Ledger.read(home);
    assertThat(calls).hasSize(1 + 2 * CALLERS);
    assertThat(calls).filteredOn(call -> told(call).equals("COMPLETE SENT")).hasSize(3);
    assertThat(calls)
        .filteredOn(call -> call.ending().outcome() == Outcome.ANSWERED)
        .hasSize(2 * CALLERS - 2)
        .allSatisfy(
            call -> {
              assertThat(told(call)).isEqualTo("ANSWERED JOINED");
              assertThat(call.cost().usd()).isZero();
              assertThat(call.handled().avoided()).isNotNull();
              assertThat(call.handled().avoided().usd()).isEqualByComparingTo(ONE_ANSWER);
            });
  }

  @ParameterizedTest
  @EnumSource
  void eachIsSentWhereTheRuleDoesNotJoin(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun apart =
        controlled(
            App.OPENAI,
            jdk,
            home,
            List.of("cache.rules.all.ttl=1h", "cache.rules.all.join=false"),
            List.of("chat", "3*slow-stream"));

    assertThat(apart.result().out().lines()).hasSize(4).noneMatch(line -> line.contains("Exc"));
    assertThat(apart.requests()).hasSize(4);
    assertThat(Ledger.read(home).stream().map(JoinedCallsIT::told))
        .hasSize(4)
        .containsOnly("COMPLETE SENT");
  }

  private AppRun controlled(App app, Jdk jdk, Path home, List<String> rule, List<String> cases)
      throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      return AppRun.controlled(app, jdk, scratch, home, receiver, rule, cases);
    }
  }

  private static String told(JournalEntry call) {
    return call.ending().outcome() + " " + call.handled().handling().action();
  }
}
