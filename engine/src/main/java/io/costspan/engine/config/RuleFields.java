// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.List;
import java.util.function.Consumer;

/** What rules of one kind may say. Immutable. */
public abstract class RuleFields {

  /** What a rule of the kind is called, for instance {@code budget}. */
  public abstract String word();

  /** Every field there is, in the order of the documentation. */
  public abstract List<Field<?>> all();

  /**
   * What cannot be, though every field by itself is right.
   *
   * @param problem told in words that go on after the rule's name: {@code has no limit}
   */
  abstract void check(Section rule, Consumer<String> problem);
}
