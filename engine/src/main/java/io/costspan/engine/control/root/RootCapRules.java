// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.RootCapFields;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.rule.Match;
import java.util.List;

/** Reads caps per trace from the settings. */
final class RootCapRules {
  private RootCapRules() {}

  /** The caps that the settings say, in their order. */
  static List<RootCapRule> of(Settings settings) {
    return settings.get(SettingsCatalogue.ROOT_CAPS).values().stream()
        .map(RootCapRules::rule)
        .toList();
  }

  private static RootCapRule rule(Section section) {
    Patterns match = section.find(RootCapFields.MATCH);
    return new RootCapRule(
        section.name(),
        match == null ? Match.ALL : Match.of(match),
        section.get(RootCapFields.LIMIT));
  }
}
