// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.List;

/** Names rules to people. */
public final class RuleNames {
  private RuleNames() {}

  /** For instance {@code budget daily, limit burst}. */
  public static String of(List<Section> rules) {
    List<String> names = new ArrayList<>();
    rules.forEach(rule -> names.add(rule.toString()));
    return String.join(", ", names);
  }

  /**
   * The rules of settings that are not wholly understood, in a line; empty when there is nothing to
   * say. A rule that is not enforced is never left untold.
   */
  public static String notInForce(Settings settings) {
    if (!settings.observeOnly()) {
      return "";
    }
    if (!settings.rules().isEmpty()) {
      return "NOT in force until the settings are right: " + of(settings.rules());
    }
    return settings.problems().stream().anyMatch(RuleNames::isOfTheFile)
        ? "NOT in force until the settings file can be read: any rule in it"
        : "";
  }

  /** Nobody knows which rules a file has that could not be read. */
  private static boolean isOfTheFile(Problem problem) {
    return problem.key().equals(SettingsCatalogue.CONFIG.property());
  }
}
