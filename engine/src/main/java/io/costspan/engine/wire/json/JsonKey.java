// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

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
}
