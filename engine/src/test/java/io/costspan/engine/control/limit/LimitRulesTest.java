// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.calls.TestCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitRulesTest {
  @TempDir Path home;

  private List<LimitRule> rules(String... lines) throws Exception {
    Path file = home.resolve("costspan.yaml");
    Files.write(file, List.of(lines));
    Properties properties = new Properties();
    properties.setProperty("costspan.config", file.toString());
    Settings settings = Settings.load(null, properties, Map.of());
    assertThat(settings.problems()).isEmpty();
    return LimitRules.of(settings, line -> {});
  }

  @Test
  void readsEverythingALimitMaySay() throws Exception {
    List<LimitRule> rules =
        rules(
            "limits:",
            "  burst:",
            "    requests: [10/s, 1000/day]",
            "    tokens: 100k/min",
            "    concurrent: 20",
            "    zone: Europe/Berlin",
            "    each: tag.team",
            "    match: { provider: openai, model: \"gpt-4*\" }",
            "    over: wait 5s",
            "    first: { tag.team: search }",
            "    last: { tag.team: batch }",
            "  idle: { requests: 1/h }");

    assertThat(rules).extracting(LimitRule::name).containsExactly("burst", "idle");
    LimitRule burst = rules.get(0);
    assertThat(burst.terms())
        .isEqualTo(
            LimitTerms.NONE
                .requests(new Pace(10, Duration.ofSeconds(1)), new Pace(1000, Duration.ofDays(1)))
                .tokens(new Pace(100_000, Duration.ofMinutes(1)))
                .in(ZoneId.of("Europe/Berlin"))
                .concurrent(20)
                .waiting(Duration.ofSeconds(5)));
    var subject = TestCall.PLAIN.of("search").asked().subject();
    assertThat(burst.match().matches(subject)).isTrue();
    assertThat(burst.match().matches(subject.withModel("o3"))).isFalse();
    assertThat(burst.scope().of(subject)).isEqualTo("search");
    assertThat(burst.priority(subject)).isEqualTo(Priority.FIRST);
    assertThat(burst.priority(TestCall.PLAIN.of("batch").asked().subject()))
        .isEqualTo(Priority.LAST);
    assertThat(burst.priority(TestCall.PLAIN.asked().subject())).isEqualTo(Priority.NORMAL);
    assertThat(rules.get(1).terms())
        .isEqualTo(
            LimitTerms.NONE.requests(new Pace(1, Duration.ofHours(1))).in(ZoneId.systemDefault()));
  }
}
