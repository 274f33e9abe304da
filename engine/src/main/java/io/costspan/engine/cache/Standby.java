// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Ruling;

/** An answer past its time that may stand in for a provider that fails. Thread-safe. */
record Standby(CacheRoom room, CacheRule rule, Found found) {

  /**
   * Whether a status is the provider's failing, or its having had too much: what 4xx says of the
   * request is the application's to hear.
   */
  static boolean helps(int status) {
    return status == 429 || status >= 500;
  }

  /** The answer, anew for each who is to get it. */
  Ruling.Local answer() {
    room.counts().of(rule.name()).count(Event.STALE);
    return room.answer(rule, found, Handling.Action.STALE, "stale");
  }
}
