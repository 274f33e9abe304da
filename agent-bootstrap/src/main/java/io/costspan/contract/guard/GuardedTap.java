// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.BodyTap;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A tap that never throws and passes on exactly one ending, however many places report one. Bytes
 * that come after the ending, or after the tap behind it threw, are dropped.
 */
public final class GuardedTap implements BodyTap {
  private final BodyTap tap;
  private final FaultBreaker breaker;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean broken;

  /** Guards {@code tap}; what it throws is counted by {@code breaker}. */
  public GuardedTap(BodyTap tap, FaultBreaker breaker) {
    this.tap = tap;
    this.breaker = breaker;
  }

  @Override
  public void data(ByteBuffer bytes) {
    if (broken || ended.get()) {
      return;
    }
    try {
      tap.data(bytes);
    } catch (Throwable fault) {
      // a reader that lost its place would misread the rest; the ending still reaches it
      broken = true;
      breaker.fault(fault);
    }
  }

  @Override
  public void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    try {
      tap.end();
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    try {
      tap.abort(cause);
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
  }

  @Override
  public boolean readOn() {
    try {
      return !broken && !ended.get() && tap.readOn();
    } catch (Throwable fault) {
      breaker.fault(fault);
      return false;
    }
  }

  /** Whether an ending was passed on. */
  public boolean ended() {
    return ended.get();
  }
}
