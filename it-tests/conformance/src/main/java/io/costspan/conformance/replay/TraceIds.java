// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import java.util.HexFormat;

/**
 * The trace that each record is sent in: its id carries the record's number, so spans find home.
 */
public final class TraceIds {
  /** Never all zero, which would be no valid id. */
  private static final String MARK = "c05759a0";

  private static final HexFormat HEX = HexFormat.of();

  private TraceIds() {}

  /** A sampled {@code traceparent}. */
  public static String traceparent(int index) {
    return "00-" + MARK + "0".repeat(16) + HEX.toHexDigits(index) + "-00000000" + MARK + "-01";
  }

  /** The record's number of a trace id of 32 hex digits; -1 when it is none of ours. */
  public static int index(String traceId) {
    return traceId.length() == 32 && traceId.startsWith(MARK)
        ? HexFormat.fromHexDigits(traceId, 24, 32)
        : -1;
  }
}
