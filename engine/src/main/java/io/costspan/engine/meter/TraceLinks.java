// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Chooses the ids of a call's span before its request leaves. Thread-safe. */
public final class TraceLinks {
  private final RootSampler sampler;

  /**
   * @param sampler asked for calls without a parent
   */
  public TraceLinks(RootSampler sampler) {
    this.sampler = sampler;
  }

  /** A link below the parent, or a root of its own. */
  TraceLink below(@Nullable TraceParent parent) {
    if (parent != null) {
      return new TraceLink(
          parent.traceId(), spanId(), parent.spanId(), parent.sampled(), parent.traceState());
    }
    String traceId = HexFormat.of().toHexDigits(nonZero()) + HexFormat.of().toHexDigits(nonZero());
    return new TraceLink(traceId, spanId(), null, sampler.sampled(traceId), null);
  }

  /** The same span below another parent: a tracer beneath us sent a header of its own. */
  TraceLink moved(TraceLink link, TraceParent parent) {
    return new TraceLink(
        parent.traceId(), link.spanId(), parent.spanId(), parent.sampled(), parent.traceState());
  }

  private static String spanId() {
    return HexFormat.of().toHexDigits(nonZero());
  }

  private static long nonZero() {
    long value;
    do {
      value = ThreadLocalRandom.current().nextLong();
    } while (value == 0);
    return value;
  }

  /** Decides whether a trace that starts with this call is sampled. */
  @FunctionalInterface
  public interface RootSampler {

    /** The decision for a trace id of 32 hex digits; must stay the same until the span is made. */
    boolean sampled(String traceId);
  }
}
