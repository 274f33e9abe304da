// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Map;

/** Rules of one kind by name. They are read field by field, in {@link RulesReader}. */
final class RulesType extends ValueType<Map<String, Section>> {
  private final RuleFields fields;

  RulesType(RuleFields fields) {
    this.fields = fields;
  }

  RuleFields fields() {
    return fields;
  }

  @Override
  String name() {
    return "rules";
  }

  @Override
  String accepted() {
    return "a map of " + fields.word() + "s by name, each with fields of its own";
  }

  @Override
  Map<String, Section> parse(String text) throws BadValueException {
    if (!text.isEmpty()) {
      throw new BadValueException("each " + fields.word() + " has a name and fields of its own");
    }
    return Map.of();
  }

  @Override
  String show(Map<String, Section> rules) {
    return String.join(";", rules.keySet());
  }
}
