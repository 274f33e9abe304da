// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.replay;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all recordings of a JVM may take together. Thread-safe. */
public final class RecordingRoom {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param most bytes
   */
  public RecordingRoom(long most) {
    this.most = most;
  }

  /** Takes some bytes of it; {@code false} when that many are not left. */
  public boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= most) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  /** Gives some bytes back. */
  public void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  /** Bytes that are taken now. */
  public long taken() {
    return taken.get();
  }
}
