// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rule while its sources are being read. Not thread-safe. */
final class RuleDraft {
  private final Setting<?> kind;
  private final Map<Field<?>, Object> values = new HashMap<>();
  private String name;
  private Origin origin = Origin.DEFAULTED;
  private boolean sound = true;

  RuleDraft(Setting<?> kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  RuleFields fields() {
    return ((RulesType) kind.type()).fields();
  }

  /** For instance {@code costspan.budgets.daily}. */
  String property() {
    return kind.property() + "." + name;
  }

  /** A source speaks of the rule; the last one, the file, knows best how its name is spelt. */
  void spelt(String as, Origin at) {
    if (origin.kind() != at.kind()) {
      name = as;
      origin = at;
    }
  }

  void putIfAbsent(Field<?> field, Object value) {
    values.putIfAbsent(field, value);
  }

  /** Something of the rule was not understood. */
  void unsound() {
    sound = false;
  }

  boolean isSound() {
    return sound;
  }

  /** The rule, checked as a whole where each of its fields is right. */
  Section finish(List<Problem> problems) {
    Section rule = new Section(kind, name, origin, values);
    if (sound) {
      fields()
          .check(
              rule,
              wrong -> {
                sound = false;
                problems.add(ProblemText.badRule(this, origin, wrong));
              });
    }
    return rule;
  }
}
