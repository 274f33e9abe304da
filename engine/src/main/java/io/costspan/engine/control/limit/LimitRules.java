// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.config.LimitFields;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.Rate;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads limits from the settings. */
final class LimitRules {
  private LimitRules() {}

  /**
   * The limits that the settings say, in their order.
   *
   * @param tell told what the user should act on, in a line each
   */
  static List<LimitRule> of(Settings settings, Consumer<String> tell) {
    return settings.get(SettingsCatalogue.LIMITS).values().stream()
        .map(section -> rule(section, tell))
        .toList();
  }

  private static LimitRule rule(Section section, Consumer<String> tell) {
    Patterns match = section.find(LimitFields.MATCH);
    return new LimitRule(
        section.name(),
        match == null ? Match.ALL : Match.of(match),
        Scope.of(
            section.find(LimitFields.EACH),
            line -> tell.accept("limit '" + section.name() + "': " + line)),
        terms(section),
        served(section.find(LimitFields.FIRST)),
        served(section.find(LimitFields.LAST)));
  }

  private static LimitTerms terms(Section section) {
    ZoneId zone = section.find(LimitFields.ZONE);
    Integer concurrent = section.find(LimitFields.CONCURRENT);
    return new LimitTerms(
        paces(section.find(LimitFields.REQUESTS)),
        paces(section.find(LimitFields.TOKENS)),
        zone == null ? ZoneId.systemDefault() : zone,
        concurrent == null ? 0 : concurrent,
        section.get(LimitFields.OVER));
  }

  private static List<Pace> paces(@Nullable List<Rate> rates) {
    return rates == null
        ? List.of()
        : rates.stream()
            .map(rate -> new Pace(rate.amount().number().longValue(), rate.per()))
            .toList();
  }

  private static @Nullable Match served(@Nullable Patterns patterns) {
    return patterns == null ? null : Match.of(patterns);
  }
}
