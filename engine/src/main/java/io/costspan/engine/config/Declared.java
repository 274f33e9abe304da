// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * What is declared of anything that can be set. Immutable; compared by identity.
 *
 * @param <T> the value's Java type
 */
public abstract sealed class Declared<T> permits Field, Setting {
  private final ValueType<T> type;
  private final String defaultText;
  private final String description;

  Declared(ValueType<T> type, String defaultText, String description) {
    this.type = type;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** What is accepted, in words or as {@code a | b}. */
  public final String accepted() {
    return type.accepted();
  }

  /** The default as text; empty when a rule that does not say it has none. */
  public final String defaultText() {
    return defaultText;
  }

  /** What it is for, one or two sentences. */
  public final String description() {
    return description;
  }

  final ValueType<T> type() {
    return type;
  }
}
