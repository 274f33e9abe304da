// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.BodyFilter;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A filter that never throws: from its first fault on, the bytes pass as they are. Not thread-safe
 * beyond what a body's one-after-the-other delivery asks for.
 */
public final class GuardedFilter implements BodyFilter {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final BodyFilter filter;
  private final FaultBreaker breaker;
  private volatile boolean broken;

  /** Guards {@code filter}; what it throws is counted by {@code breaker}. */
  public GuardedFilter(BodyFilter filter, FaultBreaker breaker) {
    this.filter = filter;
    this.breaker = breaker;
  }

  @Override
  public ByteBuffer filter(ByteBuffer bytes) {
    if (broken) {
      return bytes;
    }
    try {
      return Objects.requireNonNull(filter.filter(bytes.duplicate()));
    } catch (Throwable fault) {
      broken = true;
      breaker.fault(fault);
      return bytes;
    }
  }

  @Override
  public ByteBuffer finish() {
    if (broken) {
      return NOTHING;
    }
    try {
      return Objects.requireNonNull(filter.finish());
    } catch (Throwable fault) {
      broken = true;
      breaker.fault(fault);
      return NOTHING;
    }
  }
}
