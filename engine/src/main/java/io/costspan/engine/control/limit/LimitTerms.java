// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How much a limit allows. What is empty or 0 does not limit; of several paces all must hold.
 *
 * @param requests in a period
 * @param tokens in a period, prompt and answer together
 * @param zone whose calendar days are counted
 * @param concurrent calls at a time
 * @param patience how long a call may wait for its turn; zero refuses it at once
 */
public record LimitTerms(
    List<Pace> requests, List<Pace> tokens, ZoneId zone, int concurrent, Duration patience) {

  /** Limits nothing, and never waits. */
  public static final LimitTerms NONE =
      new LimitTerms(List.of(), List.of(), ZoneOffset.UTC, 0, Duration.ZERO);

  /** Keeps its own lists. */
  public LimitTerms {
    requests = List.copyOf(requests);
    tokens = List.copyOf(tokens);
  }

  /** The same with requests in a period. */
  public LimitTerms requests(Pace... paces) {
    return new LimitTerms(List.of(paces), tokens, zone, concurrent, patience);
  }

  /** The same with tokens in a period. */
  public LimitTerms tokens(Pace... paces) {
    return new LimitTerms(requests, List.of(paces), zone, concurrent, patience);
  }

  /** The same with days of a zone. */
  public LimitTerms in(ZoneId of) {
    return new LimitTerms(requests, tokens, of, concurrent, patience);
  }

  /** The same with calls at a time. */
  public LimitTerms concurrent(int most) {
    return new LimitTerms(requests, tokens, zone, most, patience);
  }

  /** The same for calls that wait so long. */
  public LimitTerms waiting(Duration most) {
    return new LimitTerms(requests, tokens, zone, concurrent, most);
  }

  /** Whether tokens matter, for which the whole request must be known. */
  boolean countsTokens() {
    return !tokens.isEmpty();
  }
}
