// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import org.jspecify.annotations.Nullable;

/**
 * A W3C {@code traceparent} (Trace Context, section 3.2), with the state that travels beside it.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param sampled the sampled flag
 * @param traceState the header beside it; {@code null} when none
 */
public record TraceParent(
    String traceId, String spanId, boolean sampled, @Nullable String traceState) {
  private static final int LENGTH = 55;

  /**
   * Reads a header; {@code null} when it is absent or not valid. Later versions than 00 are read as
   * the standard says.
   */
  public static @Nullable TraceParent parse(
      @Nullable String traceparent, @Nullable String traceState) {
    if (traceparent == null
        || traceparent.length() < LENGTH
        || traceparent.charAt(2) != '-'
        || traceparent.charAt(35) != '-'
        || traceparent.charAt(52) != '-'
        || !isHex(traceparent, 0, 2)
        || traceparent.startsWith("ff")
        || (traceparent.startsWith("00") && traceparent.length() != LENGTH)
        || (traceparent.length() > LENGTH && traceparent.charAt(LENGTH) != '-')
        || !isId(traceparent, 3, 35)
        || !isId(traceparent, 36, 52)
        || !isHex(traceparent, 53, 55)) {
      return null;
    }
    boolean sampled = (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    return new TraceParent(
        traceparent.substring(3, 35), traceparent.substring(36, 52), sampled, traceState);
  }

  /** The header that names a call's own span. */
  public static String format(TraceLink link) {
    return "00-" + link.traceId() + '-' + link.spanId() + (link.sampled() ? "-01" : "-00");
  }

  private static boolean isId(String text, int from, int to) {
    if (!isHex(text, from, to)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
