// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Outcome;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every SDK asks for each answer two times and cannot tell the one that was kept: text, tool calls,
 * usage, finish reasons, piece by piece where it streams. The provider is asked once.
 */
class CacheHitIT {
  private static final List<String> TWICE = List.of("twice");
  private static final List<String> RULE =
      List.of("cache.rules.all.ttl=1h", "cache.rules.all.tools=true");

  @TempDir Path scratch;

  static Stream<Arguments> applications() {
    return Stream.of(App.values())
        .flatMap(app -> Stream.of(Jdk.values()).map(jdk -> Arguments.of(app, jdk)));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void theSecondAnswerIsTheFirst(App app, Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun plain = AppRun.run(app, jdk, scratch, List.of(), Map.of(), TWICE);
    AppRun cached;
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      cached = AppRun.controlled(app, jdk, scratch, home, receiver, RULE, TWICE);
    }

    List<String> lines = plain.result().out().lines().toList();
    assertThat(plain.result().exit()).isZero();
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains("Exception"));
    assertThat(cached.result()).isEqualTo(plain.result());
    for (int i = 0; i < lines.size(); i += 2) {
      assertThat(lines.get(i + 1)).isEqualTo(lines.get(i));
    }
    assertThat(plain.requests()).hasSize(lines.size());
    assertThat(cached.requests()).as("requests at the providers").hasSize(lines.size() / 2);
    assertThat(Ledger.read(home).stream().map(entry -> entry.ending().outcome()))
        .containsExactlyInAnyOrderElementsOf(sentAndAnswered(lines.size() / 2));
  }

  private static List<Outcome> sentAndAnswered(int pairs) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      outcomes.add(Outcome.COMPLETE);
      outcomes.add(Outcome.ANSWERED);
    }
    return outcomes;
  }
}
