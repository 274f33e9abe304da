// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/**
 * One setting, as declared once in {@link SettingsCatalogue}. Immutable; compared by identity.
 *
 * @param <T> the value's Java type
 */
public final class Setting<T> {

  /** What every key begins with as a system property. */
  static final String PREFIX = "costspan.";

  private final String key;
  private final ValueType<T> type;
  private final String defaultText;
  private final String description;

  Setting(String key, ValueType<T> type, String defaultText, String description) {
    this.key = key;
    this.type = type;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** The key without the prefix, for instance {@code ledger.max-age}. */
  public String key() {
    return key;
  }

  /** The system property: the key with its prefix. */
  public String property() {
    return PREFIX + key;
  }

  /** The environment variable. */
  public String variable() {
    return property().replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** What is accepted, in words or as {@code a | b}. */
  public String accepted() {
    return type.accepted();
  }

  /** The default as text. */
  public String defaultText() {
    return defaultText;
  }

  /** What the setting is for, one or two sentences. */
  public String description() {
    return description;
  }

  /** Whether it is a map of rules by name, each with fields of its own. */
  public boolean holdsRules() {
    return type instanceof RulesType;
  }

  ValueType<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return property();
  }
}
