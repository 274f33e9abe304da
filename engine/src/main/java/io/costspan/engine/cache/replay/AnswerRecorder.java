// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.replay;

import io.costspan.contract.BodyTap;
import io.costspan.engine.cache.store.Pieces;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies an answer as the application reads it, with the times of its pieces. What is longer than
 * it may be is given up at once. Thread-safe, because an ending may come from anywhere.
 */
public final class AnswerRecorder implements BodyTap {
  private static final int MOST_PIECES = 10_000;
  private static final int FIRST = 1024;
  private static final int[] NONE = {};

  private final int mostBytes;
  private final RecordingRoom room;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private byte[] bytes = {};
  private int length;
  private int[] ends = NONE;
  private int[] atMillis = NONE;
  private int count;
  private boolean ended;
  private boolean whole;
  private boolean tooLarge;

  /**
   * A recorder of an answer whose head has just come.
   *
   * @param mostBytes of the body
   * @param room what all recordings may take
   * @param nanoClock monotonic nanoseconds
   */
  public AnswerRecorder(int mostBytes, RecordingRoom room, LongSupplier nanoClock) {
    this.mostBytes = mostBytes;
    this.room = room;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  @Override
  public synchronized void data(ByteBuffer piece) {
    int more = piece.remaining();
    if (ended || tooLarge || more == 0) {
      return;
    }
    if (more > mostBytes - length || !grown(length + more)) {
      tooLarge = true;
      drop();
      return;
    }
    piece.get(bytes, length, more);
    length += more;
    arrived((int) TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - startNanos));
  }

  @Override
  public synchronized void end() {
    whole |= !ended;
    ended = true;
  }

  @Override
  public synchronized void abort(@Nullable Throwable cause) {
    ended = true;
  }

  /** Whether the body was read to its last byte. */
  public synchronized boolean whole() {
    return whole;
  }

  /** Whether it was longer than there is room for, and given up. */
  public synchronized boolean tooLarge() {
    return tooLarge;
  }

  /** What was recorded, once; nothing is held afterwards. {@code null} when it was given up. */
  public synchronized @Nullable Pieces take() {
    Pieces pieces =
        tooLarge
            ? null
            : new Pieces(
                Arrays.copyOf(bytes, length),
                Arrays.copyOf(ends, count),
                Arrays.copyOf(atMillis, count));
    drop();
    return pieces;
  }

  /** Forgets what was recorded, where nobody is to have it. Idempotent. */
  public synchronized void drop() {
    room.giveBack(bytes.length);
    bytes = new byte[0];
    length = 0;
    ends = NONE;
    atMillis = NONE;
    count = 0;
    ended = true;
  }

  private boolean grown(int needed) {
    if (needed <= bytes.length) {
      return true;
    }
    int size = (int) Math.min(mostBytes, Math.max(needed, Math.max(FIRST, bytes.length * 2L)));
    if (!room.take(size - bytes.length)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, size);
    return true;
  }

  /** What comes within a millisecond is one piece. */
  private void arrived(int millis) {
    if (count > 0 && (atMillis[count - 1] == millis || count == MOST_PIECES)) {
      ends[count - 1] = length;
      return;
    }
    if (count == ends.length) {
      int size = Math.max(4, count * 2);
      ends = Arrays.copyOf(ends, size);
      atMillis = Arrays.copyOf(atMillis, size);
    }
    ends[count] = length;
    atMillis[count++] = millis;
  }
}
