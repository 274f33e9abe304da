// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.corpus.Exchange;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one record.
 *
 * @param held whether a difference here fails the run
 * @param reason why it is excepted or was not replayed; {@code null} otherwise
 * @param stated the cost its provider stated beside ours; {@code null} where it stated none
 */
public record Finding(
    Exchange exchange,
    Result result,
    boolean held,
    List<Difference> differences,
    @Nullable String reason,
    @Nullable StatedCost stated) {

  /** What came of it. */
  public enum Result {
    /** Everything agrees. */
    EXACT,
    /** Something differs. */
    DIFFERS,
    /** What differs is accepted, with a reason. */
    EXCEPTED,
    /** There is nothing to send or to answer. */
    NOT_REPLAYED
  }

  /** A record that was not sent. */
  public static Finding notReplayed(Exchange exchange, boolean held, @Nullable String reason) {
    return new Finding(exchange, Result.NOT_REPLAYED, held, List.of(), reason, null);
  }

  /** Judges the differences of a record that was replayed. */
  public static Finding replayed(
      Exchange exchange,
      boolean held,
      List<Difference> differences,
      Allowance allowance,
      List<Span> spans) {
    StatedCost stated = StatedCost.of(exchange, spans);
    if (differences.isEmpty()) {
      return new Finding(exchange, Result.EXACT, held, differences, null, stated);
    }
    String reason = allowance.reason(exchange, differences);
    return new Finding(
        exchange,
        reason == null ? Result.DIFFERS : Result.EXCEPTED,
        held,
        differences,
        reason,
        stated);
  }

  /** The record, and its cost as stated and as listed. */
  String priceLine() {
    return exchange.id() + ": " + stated;
  }

  /** Whether this one fails the run. */
  public boolean fails() {
    return held && result == Result.DIFFERS;
  }
}
