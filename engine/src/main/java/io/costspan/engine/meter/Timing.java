// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.time.Instant;
import java.util.Arrays;

/**
 * When a call happened.
 *
 * @param start wall clock
 * @param priced the instant whose prices hold, wall clock: the start, but for an answer that was
 *     promised in an earlier exchange
 * @param durationNanos from the request to the end of the body, monotonic
 * @param firstChunkNanos from the request to the first chunk of a stream; -1 when it was none
 * @param chunkGapNanos between later chunks, the first thousand of them at most
 */
@SuppressWarnings("ArrayRecordComponent") // read once by the metrics, equality written out below
public record Timing(
    Instant start, Instant priced, long durationNanos, long firstChunkNanos, long[] chunkGapNanos) {

  /** When a call happened that was asked and answered in one exchange. */
  public Timing(Instant start, long durationNanos, long firstChunkNanos, long[] chunkGapNanos) {
    this(start, start, durationNanos, firstChunkNanos, chunkGapNanos);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timing timing
        && start.equals(timing.start)
        && priced.equals(timing.priced)
        && durationNanos == timing.durationNanos
        && firstChunkNanos == timing.firstChunkNanos
        && Arrays.equals(chunkGapNanos, timing.chunkGapNanos);
  }

  @Override
  public int hashCode() {
    return start.hashCode() * 31 + Long.hashCode(durationNanos);
  }

  @Override
  public String toString() {
    return "Timing[" + start + ", " + durationNanos + " ns]";
  }
}
