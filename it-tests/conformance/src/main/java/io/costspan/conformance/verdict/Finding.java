// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.corpus.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one record.
 *
 * @param held whether a difference here fails the run
 * @param reason why it is excepted or was not replayed; {@code null} otherwise
 */
public record Finding(
    Exchange exchange,
    Result result,
    boolean held,
    List<Difference> differences,
    @Nullable String reason) {

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

  /** Judges the differences of a record that was replayed. */
  public static Finding replayed(
      Exchange exchange, boolean held, List<Difference> differences, Allowance allowance) {
    if (differences.isEmpty()) {
      return new Finding(exchange, Result.EXACT, held, differences, null);
    }
    String reason = allowance.reason(exchange, differences);
    return new Finding(
        exchange, reason == null ? Result.DIFFERS : Result.EXCEPTED, held, differences, reason);
  }

  /** Whether this one fails the run. */
  public boolean fails() {
    return held && result == Result.DIFFERS;
  }
}
