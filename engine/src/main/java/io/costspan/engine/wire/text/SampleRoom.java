// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.text;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much text all calls in flight may keep together. Where there is no more room, text is only
 * counted. Thread-safe.
 */
public final class SampleRoom {
  private final AtomicLong left;

  /**
   * @param bytes room for all samples together
   */
  public SampleRoom(long bytes) {
    this.left = new AtomicLong(bytes);
  }

  /**
   * A sample of a body in which every string stands for itself, as in the messages of a prompt.
   * Takes no room before the first text; gives it back when {@linkplain TextSample#close() closed}.
   */
  public TextSample ofStrings() {
    return new TextSample(this, true);
  }

  /** A sample of a body whose strings go on from one another, as the pieces of a stream do. */
  public TextSample ofPieces() {
    return new TextSample(this, false);
  }

  /** Bytes that can still be kept. */
  public long left() {
    return left.get();
  }

  boolean take(int bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  void giveBack(int bytes) {
    left.addAndGet(bytes);
  }
}
