// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.store.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The calls in flight that others may join, by key. Bounded: where more are in flight, a call goes
 * out for itself alone. Thread-safe.
 */
public final class Flights {
  private static final int MOST = 10_000;

  private final ConcurrentMap<CacheKey, Flight> flights = new ConcurrentHashMap<>();

  /** How long a stream may be silent before those who follow it give up. */
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final RecordingRoom room;
  private final Timer timer;
  private final Duration longestPause;

  /**
   * @param room what the bodies in flight may take together
   * @param timer ends waits, and tells those who wait, on a thread of ours
   */
  public Flights(RecordingRoom room, Timer timer) {
    this(room, timer, LONGEST_PAUSE);
  }

  /**
   * @param longestPause between two pieces of a stream
   */
  Flights(RecordingRoom room, Timer timer, Duration longestPause) {
    this.room = room;
    this.timer = timer;
    this.longestPause = longestPause;
  }

  Duration longestPause() {
    return longestPause;
  }

  /**
   * Looks for the like of a call.
   *
   * @param longest how long it may wait
   */
  public Joined join(CacheKey key, Duration longest) {
    if (flights.size() >= MOST && !flights.containsKey(key)) {
      return new Joined.Alone();
    }
    while (true) {
      Flight flight = flights.computeIfAbsent(key, any -> new Flight(this, key, room, timer));
      Joined joined = flight.join(longest);
      if (joined != null) {
        return joined;
      }
      flights.remove(key, flight); // it has ended, and another may begin
    }
  }

  /** How many there are. */
  public int size() {
    return flights.size();
  }

  void ended(CacheKey key, Flight flight) {
    flights.remove(key, flight);
  }
}
