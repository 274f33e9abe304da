// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * A kind of value: how its text is read, and what to tell someone whose text could not be read.
 * Subclasses are immutable, and plain classes rather than lambdas: settings are read while an
 * application starts, and the first lambda of a JVM is dear.
 *
 * @param <T> the value's Java type
 */
abstract class ValueType<T> {

  /** The name in the documentation, for instance {@code size}. */
  abstract String name();

  /** What is accepted, in words or as {@code a | b}. */
  abstract String accepted();

  /** The value a text stands for. */
  abstract T parse(String text) throws BadValueException;

  /** Whether single entries {@code key.name=value} belong to a setting of this type. */
  boolean hasEntries() {
    return false;
  }

  /** Whether a text may be several, as {@link ListText} holds them. */
  boolean takesLists() {
    return false;
  }

  /** Whether the text of a single entry may be several. */
  boolean entriesTakeLists() {
    return false;
  }

  /** Whether a text may hold what is nobody's business: then no problem repeats it. */
  boolean secret() {
    return false;
  }

  /** The value that one entry stands for, where {@link #hasEntries}. */
  T parseEntry(String name, String text) throws BadValueException {
    throw new BadValueException("has no entries");
  }

  /** Both values in one, {@code later} first where they differ and may. */
  T merge(T earlier, T later) throws BadValueException {
    return later;
  }

  /** The texts that a misspelt one may have meant; empty when there is no such list. */
  String[] choices() {
    return new String[0];
  }

  /** A text that says the same as {@code value}. */
  String show(T value) {
    return String.valueOf(value);
  }
}
