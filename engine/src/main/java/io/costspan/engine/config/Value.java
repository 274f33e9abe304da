// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * A setting's value and where it comes from.
 *
 * @param <T> the value's Java type
 */
public record Value<T>(Setting<T> setting, T value, Origin origin) {

  /** The value in the form it could have been written in. */
  public String text() {
    return setting.type().show(value);
  }
}
