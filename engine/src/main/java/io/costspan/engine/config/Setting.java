// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/**
 * One setting, as declared once in {@link SettingsCatalogue}. Immutable; compared by identity.
 *
 * @param <T> the value's Java type
 */
public final class Setting<T> extends Declared<T> {

  /** What every key begins with as a system property. */
  static final String PREFIX = "costspan.";

  private final String key;

  Setting(String key, ValueType<T> type, String defaultText, String description) {
    super(type, defaultText, description);
    this.key = key;
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

  /** Whether it is a map of rules by name, each with fields of its own. */
  public boolean holdsRules() {
    return type() instanceof RulesType;
  }

  @Override
  public String toString() {
    return property();
  }
}
