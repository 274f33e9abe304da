// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Ruling;

/**
 * An answer past its time that may stand in for a provider that fails. Thread-safe.
 *
 * @param since what {@link CacheRoom#invalidations} counted before it was found
 */
record Standby(CacheRoom room, CacheRule rule, Found found, long since) {

  /**
   * Whether a status is the provider's failing, or its having had too much: what 4xx says of the
   * request is the application's to hear.
   */
  static boolean helps(int status) {
    return status == 429 || status >= 500;
  }

  /** Whether it was not taken out while the call was out. */
  boolean usable() {
    return !room.invalidations().spoil(since, found.answer());
  }

  /** The answer, anew for each who is to get it. */
  Ruling.Local answer() {
    room.counts().of(rule.name()).count(Event.STALE);
    return room.answer(rule, found, Handling.Action.STALE, "stale");
  }
}
