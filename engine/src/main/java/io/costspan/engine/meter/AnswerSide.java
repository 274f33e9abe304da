// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyTap;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.engine.wire.text.TextSample;
import io.costspan.log.AgentLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer as the application does, and times its chunks. Ends once; thread-safe, because
 * an ending may come from anywhere.
 */
final class AnswerSide implements BodyTap {
  private static final int MOST_GAPS = 1000;

  /** What a reader that failed has read: nothing, and of that nothing is concluded. */
  private static final ResponseFacts FAULT =
      new ResponseFacts(
          null,
          null,
          List.of(),
          Usage.NONE,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          false,
          List.of("reader-fault"));

  private final BodyReader<ResponseFacts> reader;
  private final LongSupplier nanoClock;
  private final Ending ending;
  private final @Nullable TextSample text;
  private long firstChunk = -1;
  private long lastChunk;
  private long[] gaps = new long[16];
  private int gapCount;
  private boolean anyByte;
  private boolean ended;

  /**
   * @param nanoClock monotonic nanoseconds
   * @param ending told once
   * @param room for a sample of the answer; {@code null} for none
   */
  AnswerSide(
      BodyReader<ResponseFacts> reader,
      LongSupplier nanoClock,
      Ending ending,
      @Nullable SampleRoom room) {
    this.reader = reader;
    this.nanoClock = nanoClock;
    this.ending = ending;
    TextSample sample = room == null ? null : room.ofPieces();
    this.text = sample != null && reader.tellText(sample) ? sample : null;
  }

  @Override
  public synchronized void data(ByteBuffer bytes) {
    if (ended || !bytes.hasRemaining()) {
      return;
    }
    anyByte = true;
    if (reader.data(bytes)) {
      chunk(nanoClock.getAsLong());
    }
  }

  @Override
  public void end() {
    finish(true, null);
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    finish(false, cause);
  }

  /** The answer's text, to be asked for after the end. */
  @Nullable TextSample text() {
    return text;
  }

  /** When the first chunk of a stream came, on the clock; -1 when none did. */
  synchronized long firstChunkNanos() {
    return firstChunk;
  }

  /** The time between later chunks, in nanoseconds. */
  synchronized long[] gapNanos() {
    return Arrays.copyOf(gaps, gapCount);
  }

  private void chunk(long now) {
    if (firstChunk < 0) {
      firstChunk = now;
    } else if (gapCount < MOST_GAPS) {
      if (gapCount == gaps.length) {
        gaps = Arrays.copyOf(gaps, Math.min(MOST_GAPS, gapCount * 4));
      }
      gaps[gapCount++] = now - lastChunk;
    }
    lastChunk = now;
  }

  private synchronized void finish(boolean whole, @Nullable Throwable cause) {
    if (!ended) {
      ended = true;
      ResponseFacts facts = facts(whole);
      ending.answered(facts, outcome(whole, cause, facts), cause);
    }
  }

  /** A fault of ours must not lose the call, nor the room of its texts. */
  private ResponseFacts facts(boolean whole) {
    try {
      return reader.finish(whole);
    } catch (RuntimeException fault) {
      AgentLog.warnOnce("answer-fault", "an answer could not be read: " + fault);
      return FAULT;
    }
  }

  private Outcome outcome(boolean whole, @Nullable Throwable cause, ResponseFacts facts) {
    if (whole) {
      return Outcome.COMPLETE;
    }
    if (cause != null) {
      return ErrorType.isCancellation(cause) ? Outcome.CANCELLED : Outcome.FAILED;
    }
    if (!anyByte) {
      return Outcome.UNREAD;
    }
    return facts.whole() ? Outcome.COMPLETE : Outcome.CANCELLED;
  }

  /** Told how the answer ended. */
  @FunctionalInterface
  interface Ending {
    void answered(ResponseFacts facts, Outcome outcome, @Nullable Throwable cause);
  }
}
