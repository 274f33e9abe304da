// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the controls stand, whenever metrics are collected. Thread-safe; quick, and bounded in what
 * it lists.
 */
public interface StateGauges {
  /** There are no controls. */
  StateGauges NONE =
      new StateGauges() {
        @Override
        public List<Budget> budgets() {
          return List.of();
        }

        @Override
        public List<Breaker> breakers() {
          return List.of();
        }

        @Override
        public List<Steps> steps() {
          return List.of();
        }

        @Override
        public Map<String, String> degraded() {
          return Map.of();
        }
      };

  /** The budgets. */
  List<Budget> budgets();

  /** The breakers. */
  List<Breaker> breakers();

  /** Steps of budgets that were told of so far; never fewer than before. */
  List<Steps> steps();

  /**
   * What cannot be relied on at present, as stable words like {@code ledger} or {@code
   * budget.daily}, and why, in words for the user.
   */
  Map<String, String> degraded();

  /**
   * A budget, or one value of its scope.
   *
   * @param name of the budget
   * @param scope the value; {@code null} for a budget of everything
   * @param unit {@code USD}, {@code token} or {@code request}
   * @param limit of the window, overrides and all
   * @param spent what was settled in it
   * @param reserved what calls in flight hold of it
   */
  record Budget(
      String name,
      @Nullable String scope,
      String unit,
      BigDecimal limit,
      BigDecimal spent,
      BigDecimal reserved) {}

  /**
   * How often a budget has told of a step.
   *
   * @param budget its name
   * @param percent of the limit
   * @param action what the step does, in the words of the settings
   */
  record Steps(String budget, String percent, String action, long count) {}

  /**
   * A breaker, or one value of its scope.
   *
   * @param name of the breaker
   * @param scope the value; {@code null} for a breaker of everything
   */
  record Breaker(String name, @Nullable String scope, State state) {

    /** How a breaker stands. */
    public enum State {
      /** Calls pass. */
      CLOSED(0),
      /** One call at a time is let pass, to see. */
      HALF_OPEN(1),
      /** Calls are refused. */
      OPEN(2);

      private final int number;

      State(int number) {
        this.number = number;
      }

      /** By which a metric tells it. */
      int number() {
        return number;
      }
    }
  }
}
