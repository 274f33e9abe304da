// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import io.costspan.engine.config.BreakerFields;
import io.costspan.engine.config.DearCalls;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.Rate;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import java.util.List;
import java.util.function.Consumer;

/** Reads breakers from the settings. */
final class BreakerRules {
  private BreakerRules() {}

  /**
   * The breakers that the settings say, in their order.
   *
   * @param tell told what the user should act on, in a line each
   */
  static List<BreakerRule> of(Settings settings, Consumer<String> tell) {
    return settings.get(SettingsCatalogue.BREAKERS).values().stream()
        .map(section -> rule(section, tell))
        .toList();
  }

  private static BreakerRule rule(Section section, Consumer<String> tell) {
    Patterns match = section.find(BreakerFields.MATCH);
    return new BreakerRule(
        section.name(),
        match == null ? Match.ALL : Match.of(match),
        Scope.of(
            section.find(BreakerFields.EACH),
            line -> tell.accept("breaker '" + section.name() + "': " + line)),
        terms(section));
  }

  private static BreakerTerms terms(Section section) {
    BreakerTerms terms = BreakerTerms.NONE.openFor(section.get(BreakerFields.OPEN_FOR));
    DearCalls dear = section.find(BreakerFields.CALLS);
    if (dear != null) {
      terms = terms.dear(dear.calls(), dear.over(), dear.within());
    }
    Rate spend = section.find(BreakerFields.SPEND);
    if (spend != null) {
      terms = terms.spend(spend.amount().number(), spend.per());
    }
    Rate repeats = section.find(BreakerFields.REPEATS);
    if (repeats != null) {
      terms = terms.repeats(repeats.amount().number().longValue(), repeats.per());
    }
    return terms;
  }
}
