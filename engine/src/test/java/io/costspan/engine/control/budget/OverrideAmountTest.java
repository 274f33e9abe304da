// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.ControlRoom;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.price.CataloguePricer;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideAmountTest {
  private final ControlRoom room =
      new ControlRoom("app", settings(), SharedLedger.NONE, CataloguePricer.bundled());

  @ParameterizedTest
  @CsvSource({
    "money, 10 USD, has 10 USD more until",
    "money, $0.5, has 0.5 USD more until",
    "money, 2, has 2 USD more until",
    "money, 0, has no more than its limit again",
    "money, 0.00 USD, has no more than its limit again",
    "money, $0, has no more than its limit again",
    "tokens, 0 tokens, has no more than its limit again",
    "tokens, 0k, has no more than its limit again",
    "tokens, 5k tokens, has 5000 tokens more until",
    "tokens, 2M, has 2000000 tokens more until",
    "tokens, 300, has 300 tokens more until"
  })
  void amountsAreWrittenAsInTheSettings(String budget, String amount, String said) {
    assertThat(override(budget, amount)).contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "money, 5 tokens, not in US dollars",
    "money, 5 EUR, prices are in US dollars",
    "tokens, 5 USD, not in tokens",
    "money, 0 tokens, not in US dollars",
    "money, 0O USD, unknown unit o usd",
    "tokens, $0, not in tokens",
    "money, lots, a number is expected first"
  })
  void whatIsNoAmountIsSaid(String budget, String amount, String why) {
    assertThatThrownBy(() -> override(budget, amount))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no amount of this budget: " + why);
  }

  private String override(String budget, String amount) {
    return room.board().perform("override", Map.of("budget", budget, "amount", amount), "ann");
  }

  private static Settings settings() {
    Properties properties = new Properties();
    properties.setProperty("costspan.budgets.money.limit", "1 USD");
    properties.setProperty("costspan.budgets.tokens.limit", "1000 tokens");
    return Settings.load(null, properties, Map.of());
  }
}
