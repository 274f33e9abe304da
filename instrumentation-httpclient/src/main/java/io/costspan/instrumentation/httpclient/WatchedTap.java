// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyTap;
import io.costspan.contract.guard.GuardedTap;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A tap that knows when something last happened to its body. Thread-safe; never throws. */
final class WatchedTap implements BodyTap {
  private final GuardedTap tap;
  private final AbandonedBodies watch;
  private volatile long lastProgress = System.nanoTime();

  WatchedTap(GuardedTap tap, AbandonedBodies watch) {
    this.tap = tap;
    this.watch = watch;
  }

  /** The body was asked for. */
  void progress() {
    lastProgress = System.nanoTime();
  }

  /** For how long nothing has happened, in nanoseconds. */
  long idleNanos() {
    return System.nanoTime() - lastProgress;
  }

  @Override
  public void data(ByteBuffer bytes) {
    progress();
    tap.data(bytes);
  }

  @Override
  public void end() {
    watch.forget(this);
    tap.end();
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    watch.forget(this);
    tap.abort(cause);
  }
}
