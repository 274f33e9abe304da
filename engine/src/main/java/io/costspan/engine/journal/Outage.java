// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known while the ledger cannot be written: how many calls are missing and when to try
 * again. Between tries a lost call costs nothing but a count. Not thread-safe.
 */
final class Outage {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private long calls;
  private Duration pause = Duration.ZERO;
  private @Nullable Instant since;
  private @Nullable Instant nextTry;
  private String cause = "";

  /** Whether it is too early to try again. */
  boolean pausing(Instant now) {
    // a clock that was set back must not make the pause longer than it was meant to be
    return nextTry != null
        && now.isBefore(nextTry)
        && Duration.between(now, nextTry).compareTo(LONGEST_PAUSE) <= 0;
  }

  /** A call was lost. */
  void lose(Instant now) {
    if (since == null) {
      since = now;
    }
    calls++;
  }

  /** A try failed; the next one is later. */
  void failed(Instant now, Exception why) {
    pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
    nextTry = now.plus(pause);
    cause = String.valueOf(why.getMessage());
  }

  /** The line that tells of the calls missing; {@code null} when there are none. */
  JournalLine.@Nullable Lost line(Instant now) {
    return since == null ? null : new JournalLine.Lost(calls, since, now, cause);
  }

  /** The line has been written. */
  void told() {
    calls = 0;
    since = null;
  }

  /** Writing works. */
  void over() {
    pause = Duration.ZERO;
    nextTry = null;
  }
}
