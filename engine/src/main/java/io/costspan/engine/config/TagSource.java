// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/**
 * Where a tag of the caller is read.
 *
 * @param kind of place
 * @param name the key or header there
 */
public record TagSource(Kind kind, String name) {

  /** The places there are. */
  public enum Kind {
    /** The logging library's context of the thread. */
    MDC,
    /** OpenTelemetry's or the W3C's baggage. */
    BAGGAGE,
    /** A header of the request. */
    HEADER
  }

  /** As it is written, for instance {@code mdc:team}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }
}
