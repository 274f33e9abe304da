// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.key.KeyRecipe;
import io.costspan.engine.cache.replay.Pace;
import io.costspan.engine.control.rule.Match;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls may be answered from the cache, and how. Immutable.
 *
 * @param name the user's name for it
 * @param match which calls it is for
 * @param ttl how long an answer is fresh, more than nothing
 * @param mode whether it answers, or only looks on
 * @param recipe what makes two requests the same
 * @param tools whether an answer that calls tools is kept
 * @param zeroTemperature whether only requests are concerned that say {@code temperature: 0}
 * @param joinWait how long a call waits for the answer to an identical one in flight; {@code null}
 *     when it does not
 * @param staleIfError how long past its time an answer may stand in for a provider that fails;
 *     nothing when it may not
 * @param pace how fast answers are played
 * @param maxSize the longest body that is kept, in bytes
 */
public record CacheRule(
    String name,
    Match match,
    Duration ttl,
    Mode mode,
    KeyRecipe recipe,
    boolean tools,
    boolean zeroTemperature,
    @Nullable Duration joinWait,
    Duration staleIfError,
    Pace pace,
    int maxSize) {

  /** The longest body that is kept unless a rule says otherwise: 1 MiB. */
  public static final int MAX_SIZE = 1 << 20;

  /** How long a call waits for an identical one unless a rule says otherwise. */
  public static final Duration JOIN_WAIT = Duration.ofSeconds(30);

  /** What a rule does. */
  public enum Mode {
    /** Answers. */
    ON,
    /** Does everything but answer, and tells what it would have done. */
    SHADOW
  }

  /** A rule that says no more than how long. */
  public static CacheRule of(String name, Match match, Duration ttl) {
    return new CacheRule(
        name,
        match,
        ttl,
        Mode.ON,
        new KeyRecipe(name, false, List.of(), List.of(), List.of(), Set.of()),
        false,
        false,
        JOIN_WAIT,
        Duration.ZERO,
        Pace.INSTANT,
        MAX_SIZE);
  }
}
