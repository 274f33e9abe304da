// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import org.jspecify.annotations.Nullable;

/**
 * A value of interest in a JSON document; implemented by enums, so that a dialect's table of fields
 * is one enum.
 */
public interface JsonKey {

  /**
   * Where the value lies: member names joined by dots, {@code []} after a name for the elements of
   * its array, for instance {@code choices[].finish_reason}. More than one where the same value is
   * found in different places, with a blank between; no path belongs to two keys.
   */
  String paths();

  /**
   * Whether only the presence of a non-empty value matters, so that its text is never looked at.
   */
  default boolean mark() {
    return false;
  }

  /**
   * Whether the value is text of a prompt or an answer, and of what kind; {@code null} when it is
   * not. Its text is told to a {@link Prose} and to nobody else; no key may lie below it.
   */
  default Prose.@Nullable Kind prose() {
    return null;
  }
}
