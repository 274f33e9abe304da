// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * One thing that a rule of a kind may say, as declared once in the table of its kind. Immutable;
 * compared by identity.
 *
 * @param <T> the value's Java type
 */
public final class Field<T> {
  private final String name;
  private final ValueType<T> type;
  private final String defaultText;
  private final String description;

  Field(String name, ValueType<T> type, String defaultText, String description) {
    this.name = name;
    this.type = type;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** The name, for instance {@code unknown-price}. */
  public String name() {
    return name;
  }

  /** What is accepted, in words or as {@code a | b}. */
  public String accepted() {
    return type.accepted();
  }

  /** The default as text; empty when a rule that does not say it has none. */
  public String defaultText() {
    return defaultText;
  }

  /** What the field is for, one or two sentences. */
  public String description() {
    return description;
  }

  ValueType<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return name;
  }
}
