// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.List;

/** The settings as Markdown tables, for the documentation. */
final class SettingsTable {
  /** Those the first page of the documentation shows. */
  static final List<Setting<?>> COMMON =
      List.of(
          SettingsCatalogue.ENABLED,
          SettingsCatalogue.HOME,
          SettingsCatalogue.CONFIG,
          SettingsCatalogue.LEDGER_ENABLED,
          SettingsCatalogue.TELEMETRY_ENABLED,
          SettingsCatalogue.PROPAGATION_INJECT,
          SettingsCatalogue.STREAM_USAGE,
          SettingsCatalogue.HOSTS,
          SettingsCatalogue.PRICE_ALIASES,
          SettingsCatalogue.PRICE_FILE);

  private SettingsTable() {}

  /** All of them, with environment variables and what is accepted. */
  static String full() {
    StringBuilder table =
        new StringBuilder(
            """
            | System property | Environment variable | Accepted | Default | What it does |
            |---|---|---|---|---|
            """);
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      row(
          table,
          List.of(
              code(setting.property() + (isRules(setting) ? ".NAME.FIELD" : "")),
              code(setting.variable() + (isRules(setting) ? "_NAME_FIELD" : "")),
              escape(setting.accepted()),
              code(setting.defaultText()),
              escape(setting.description())));
    }
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting.type() instanceof RulesType rules) {
        fields(table, setting, rules.fields());
      }
    }
    return table.toString();
  }

  private static boolean isRules(Setting<?> setting) {
    return setting.type() instanceof RulesType;
  }

  private static void fields(StringBuilder table, Setting<?> setting, RuleFields fields) {
    table.append("\n**A ").append(fields.word()).append("** is `");
    table.append(setting.property()).append(".NAME` and has\n\n");
    table.append("| Field | Accepted | Default | What it does |\n|---|---|---|---|\n");
    for (Field<?> field : fields.all()) {
      row(
          table,
          List.of(
              code(field.name()),
              escape(field.accepted()),
              code(field.defaultText()),
              escape(field.description())));
    }
  }

  /** Those most users want, in short. */
  static String brief() {
    StringBuilder table =
        new StringBuilder(
            """
            | Setting | Default | What it does |
            |---|---|---|
            """);
    for (Setting<?> setting : COMMON) {
      row(
          table,
          List.of(
              code(setting.property()),
              code(setting.defaultText()),
              escape(setting.description())));
    }
    return table.toString();
  }

  private static void row(StringBuilder table, List<String> cells) {
    table.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String code(String text) {
    return text.isEmpty() ? "(none)" : "`" + text + "`";
  }

  private static String escape(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
