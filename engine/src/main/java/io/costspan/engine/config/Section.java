// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the settings say of one rule. Immutable. */
public final class Section {
  private final Setting<?> kind;
  private final String name;
  private final Origin origin;
  private final Map<Field<?>, Object> values;

  Section(Setting<?> kind, String name, Origin origin, Map<Field<?>, Object> values) {
    this.kind = kind;
    this.name = name;
    this.origin = origin;
    this.values = new HashMap<>(values);
  }

  /** The rule's name, as it is written. */
  public String name() {
    return name;
  }

  /** The setting that the rule is one of. */
  public Setting<?> kind() {
    return kind;
  }

  /** What rules of its kind may say. */
  public RuleFields fields() {
    return ((RulesType) kind.type()).fields();
  }

  /** Where the rule is said, or the first of its fields. */
  public Origin origin() {
    return origin;
  }

  /**
   * What the rule says, or the field's default.
   *
   * @throws IllegalStateException when neither is there
   */
  public <T> T get(Field<T> field) {
    T value = find(field);
    if (value == null) {
      throw new IllegalStateException(name + " has no " + field);
    }
    return value;
  }

  /** What the rule says, or the field's default; {@code null} when neither is there. */
  @SuppressWarnings("unchecked") // every value is put under its own field
  public <T> @Nullable T find(Field<T> field) {
    T said = (T) values.get(field);
    return said != null ? said : defaultOf(field);
  }

  /** Whether the rule says it itself. */
  public boolean says(Field<?> field) {
    return values.containsKey(field);
  }

  /** The value as it could have been written; {@code null} when there is none. */
  public <T> @Nullable String text(Field<T> field) {
    T value = find(field);
    return value == null ? null : field.type().show(value);
  }

  private static <T> @Nullable T defaultOf(Field<T> field) {
    if (field.defaultText().isEmpty()) {
      return null;
    }
    try {
      return field.type().parse(field.defaultText());
    } catch (BadValueException e) {
      throw new IllegalStateException("default of " + field, e);
    }
  }

  @Override
  public String toString() {
    return fields().word() + " " + name;
  }
}
