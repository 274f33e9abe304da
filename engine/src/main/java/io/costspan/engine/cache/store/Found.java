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
   * @param grace what the rule allows today beyond an answer's time
   */
  public boolean inGrace(Duration grace) {
    Duration over = age.minus(answer.ttl());
    return over.compareTo(answer.grace()) < 0 && over.compareTo(grace) < 0;
  }
}
