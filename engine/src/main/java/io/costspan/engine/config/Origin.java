// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * Where a value was said.
 *
 * @param kind which source
 * @param place the property, variable, or file and line, in words
 */
public record Origin(Kind kind, String place) {

  /** The sources, the one that has precedence first. */
  public enum Kind {
    /** {@code -javaagent:costspan.jar=...}. */
    AGENT_ARGUMENT,
    /** {@code -Dcostspan...}. */
    SYSTEM_PROPERTY,
    /** {@code COSTSPAN_...}. */
    ENVIRONMENT,
    /** The settings file. */
    FILE,
    /** Nobody said anything. */
    DEFAULT
  }

  static final Origin DEFAULTED = new Origin(Kind.DEFAULT, "default");

  @Override
  public String toString() {
    return place;
  }
}
