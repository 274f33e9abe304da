// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BreakerRulesTest {

  @Test
  void readsEverythingABreakerMaySay() {
    Properties properties = new Properties();
    properties.setProperty("costspan.breakers.runaway.calls", "20 over 0.50 USD in 5m");
    properties.setProperty("costspan.breakers.runaway.spend", "10 USD/h");
    properties.setProperty("costspan.breakers.runaway.repeats", "30/min");
    properties.setProperty("costspan.breakers.runaway.open-for", "2m");
    properties.setProperty("costspan.breakers.runaway.each", "model");
    properties.setProperty("costspan.breakers.slow.spend", "1 USD/day");
    Settings settings = Settings.load(null, properties, Map.of());
    assertThat(settings.problems()).isEmpty();

    assertThat(BreakerRules.of(settings, line -> {}))
        .satisfiesExactlyInAnyOrder(
            rule -> {
              assertThat(rule.name()).isEqualTo("runaway");
              assertThat(rule.scope().each()).hasToString("model");
              assertThat(rule.terms())
                  .isEqualTo(
                      BreakerTerms.NONE
                          .dear(20, new BigDecimal("0.5"), Duration.ofMinutes(5))
                          .spend(BigDecimal.TEN, Duration.ofHours(1))
                          .repeats(30, Duration.ofMinutes(1))
                          .openFor(Duration.ofMinutes(2)));
            },
            rule ->
                assertThat(rule.terms())
                    .isEqualTo(
                        BreakerTerms.NONE
                            .spend(BigDecimal.ONE, Duration.ofDays(1))
                            .openFor(Duration.ofMinutes(5))));
  }
}
