// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums of {@value #PARTS} short stretches and of the one that runs. What was spent counts for
 * the whole length and up to a part of it longer, never for less.
 */
final class RollingTally extends Tally {
  private static final int PARTS = 60;

  private final long lengthMillis;
  private final long partMillis;
  private final TreeMap<Long, BigDecimal> parts = new TreeMap<>();
  private BigDecimal spent = BigDecimal.ZERO;
  private Instant latest = Instant.EPOCH;

  RollingTally(Duration length) {
    this.lengthMillis = length.toMillis();
    this.partMillis = Math.max(1, lengthMillis / PARTS);
  }

  @Override
  Instant roll(Instant now) {
    if (now.isBefore(latest)) {
      if (!now.isBefore(latest.minus(PATIENCE))) {
        return latest;
      }
      move(now);
    }
    latest = now;
    long oldest = part(start());
    while (!parts.isEmpty() && parts.firstKey() < oldest) {
      spent = spent.subtract(parts.pollFirstEntry().getValue());
    }
    return now;
  }

  /** A clock put right: what counted goes on counting from here. */
  private void move(Instant now) {
    parts.clear();
    if (spent.signum() != 0) {
      parts.put(part(now), spent);
    }
  }

  @Override
  void add(Instant at, BigDecimal amount) {
    Instant when = at.isAfter(latest) ? latest : at;
    if (part(when) >= part(start())) {
      parts.merge(part(when), amount, BigDecimal::add);
      spent = spent.add(amount);
    }
  }

  @Override
  BigDecimal spent() {
    return spent;
  }

  @Override
  void clear() {
    parts.clear();
    spent = BigDecimal.ZERO;
  }

  @Override
  Instant start() {
    return latest.minusMillis(lengthMillis);
  }

  /** When the oldest part of what was spent counts no more. */
  @Override
  @Nullable Instant end() {
    Map.Entry<Long, BigDecimal> oldest = parts.firstEntry();
    return oldest == null
        ? null
        : Instant.ofEpochMilli((oldest.getKey() + 1) * partMillis + lengthMillis);
  }

  @Override
  boolean forgets(Instant told) {
    return told.isBefore(start());
  }

  private long part(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), partMillis);
  }
}
