// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import java.time.Duration;

/**
 * An answer that was found, fresh or past its time.
 *
 * @param age how long ago it came
 */
public record Found(StoredAnswer answer, Duration age) {

  /**
   * Whether it may answer a call.
   *
   * @param ttl what the rule says today, which may be less than what it said then
   */
  public boolean fresh(Duration ttl) {
    return age.compareTo(answer.ttl()) < 0 && age.compareTo(ttl) < 0;
  }

  /**
   * Whether it may stand in for a provider that fails.
   *
   * @param ttl what the rule says today, as above
   * @param grace what the rule allows today beyond an answer's time
   */
  public boolean inGrace(Duration ttl, Duration grace) {
    Duration over = age.minus(shorter(answer.ttl(), ttl));
    return over.compareTo(shorter(answer.grace(), grace)) < 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
