// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyTap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Passes every byte as it is, and knows what it had seen when a tap was told the end. */
public final class RecordedFilter implements BodyFilter {
  /** What {@link #seenAtEnd} ends with where the filter was finished, once. */
  public static final String FINISHED = "|";

  private final StringBuilder seen = new StringBuilder();
  private @Nullable String seenAtEnd;

  /** A tap as {@code tap}, of which the end is noted. */
  public BodyTap tellingEndOf(BodyTap tap) {
    return new Telling(tap);
  }

  /** What had passed when the tap was told the end; {@code null} before. ASCII. */
  public synchronized @Nullable String seenAtEnd() {
    return seenAtEnd;
  }

  @Override
  public synchronized ByteBuffer filter(ByteBuffer bytes) {
    seen.append(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()));
    return bytes;
  }

  @Override
  public synchronized ByteBuffer finish() {
    seen.append(FINISHED);
    return ByteBuffer.allocate(0);
  }

  private synchronized void end() {
    seenAtEnd = seen.toString();
  }

  private final class Telling implements BodyTap {
    private final BodyTap tap;

    Telling(BodyTap tap) {
      this.tap = tap;
    }

    @Override
    public void data(ByteBuffer bytes) {
      tap.data(bytes);
    }

    @Override
    public void end() {
      RecordedFilter.this.end();
      tap.end();
    }

    @Override
    public void abort(@Nullable Throwable cause) {
      RecordedFilter.this.end();
      tap.abort(cause);
    }

    @Override
    public boolean readOn() {
      return tap.readOn();
    }
  }
}
