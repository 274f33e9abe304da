// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where breakers are looked at and worked by hand. Thread-safe; quick. */
public interface BreakerDesk {
  /** No breakers. */
  BreakerDesk NONE =
      new BreakerDesk() {
        @Override
        public List<BreakerState> states() {
          return List.of();
        }

        @Override
        public int open(
            String breaker, @Nullable String scope, @Nullable Duration time, String who) {
          return 0;
        }

        @Override
        public int close(String breaker, @Nullable String scope, String who) {
          return 0;
        }
      };

  /** How every breaker stands for every value of its scope that has been seen. */
  List<BreakerState> states();

  /**
   * Opens circuits.
   *
   * @param scope of which value; {@code null} for all that have been seen
   * @param time for how long; {@code null} until they are closed by hand
   * @param who for the log
   * @return how many were opened; 0 when there is no such breaker
   */
  int open(String breaker, @Nullable String scope, @Nullable Duration time, String who);

  /**
   * Closes circuits, and forgets what was counted towards their opening.
   *
   * @param scope of which value; {@code null} for all that have been seen
   * @param who for the log
   * @return how many were closed; 0 when there is no such breaker
   */
  int close(String breaker, @Nullable String scope, String who);
}
