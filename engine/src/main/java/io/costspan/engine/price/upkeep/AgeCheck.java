// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.engine.price.Catalogue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says when a catalogue is old, once a catalogue, looking once a day. Thread-safe. */
final class AgeCheck {

  private static final Duration PAUSE = Duration.ofDays(1);

  private final Duration oldAfter;
  private volatile Instant next = Instant.MIN;
  private String told = "";

  AgeCheck(Duration oldAfter) {
    this.oldAfter = oldAfter;
  }

  /** The line to tell; {@code null} when there is none. */
  @Nullable String line(Catalogue catalogue, Instant now) {
    if (oldAfter.isZero() || now.isBefore(next)) {
      return null;
    }
    return due(catalogue, now);
  }

  private synchronized @Nullable String due(Catalogue catalogue, Instant now) {
    next = now.plus(PAUSE);
    Duration age = Duration.between(catalogue.date(), now);
    if (age.compareTo(oldAfter) <= 0 || told.equals(catalogue.version())) {
      return null;
    }
    told = catalogue.version();
    return "the price catalogue ("
        + catalogue.version()
        + ") is "
        + age.toDays()
        + " days old; newer models are not in it and prices may have changed: update costspan, or set"
        + " costspan.price.refresh.from";
  }
}
