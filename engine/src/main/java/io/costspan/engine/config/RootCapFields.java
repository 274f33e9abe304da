// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.List;
import java.util.function.Consumer;

/** What a cap on everything under one inbound request may say. */
public final class RootCapFields extends RuleFields {

  /** How much may be spent under one trace. */
  public static final Field<Amount> LIMIT =
      new Field<>("limit", new AmountType(), "", "How much may be spent under one trace.");

  /** Which calls count. */
  public static final Field<Patterns> MATCH =
      new Field<>("match", new MatchType(), "", "Which calls count; all where nothing is said.");

  static final RootCapFields TABLE = new RootCapFields();

  private RootCapFields() {}

  @Override
  public String word() {
    return "root cap";
  }

  @Override
  public List<Field<?>> all() {
    return List.of(LIMIT, MATCH);
  }

  @Override
  void check(Section rule, Consumer<String> problem) {
    if (!rule.says(LIMIT)) {
      problem.accept("has no limit; accepted: " + LIMIT.accepted());
    }
  }
}
