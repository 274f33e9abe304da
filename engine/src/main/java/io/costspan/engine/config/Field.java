// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * One thing that a rule of a kind may say, as declared once in the table of its kind. Immutable;
 * compared by identity.
 *
 * @param <T> the value's Java type
 */
public final class Field<T> extends Declared<T> {
  private final String name;

  Field(String name, ValueType<T> type, String defaultText, String description) {
    super(type, defaultText, description);
    this.name = name;
  }

  /** The name, for instance {@code unknown-price}. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
