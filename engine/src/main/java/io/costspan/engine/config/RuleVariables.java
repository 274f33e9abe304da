// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the key that a variable of the environment stands for which sets a field of a rule: {@code
 * BUDGETS_MY_TEAM_LIMIT} is {@code budgets.my-team.limit}. The field is the longest that fits.
 */
final class RuleVariables {
  private RuleVariables() {}

  /**
   * The key; {@code null} when the variable is none of a rule's.
   *
   * @param variable without {@code COSTSPAN_}
   */
  static @Nullable String key(String variable) {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      String prefix = form(setting.key()) + "_";
      if (setting.type() instanceof RulesType rules && variable.startsWith(prefix)) {
        String rest = variable.substring(prefix.length());
        Field<?> field = field(rules, rest);
        if (field != null) {
          String name = rest.substring(0, rest.length() - form(field.name()).length() - 1);
          return setting.key()
              + "."
              + name.toLowerCase(Locale.ROOT).replace('_', '-')
              + "."
              + field.name();
        }
      }
    }
    return null;
  }

  private static @Nullable Field<?> field(RulesType rules, String rest) {
    Field<?> longest = null;
    for (Field<?> field : rules.fields().all()) {
      String end = "_" + form(field.name());
      if (rest.length() > end.length()
          && rest.endsWith(end)
          && (longest == null || field.name().length() > longest.name().length())) {
        longest = field;
      }
    }
    return longest;
  }

  private static String form(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
