// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps on the way to a budget's limit and beyond. Immutable.
 *
 * @param steps in ascending order
 */
public record Ladder(List<Step> steps) {
  /** Tells of half, four fifths and nine tenths, and stops at the limit. */
  public static final Ladder DEFAULT =
      new Ladder(
          List.of(
              new Step(BigDecimal.valueOf(50), List.of(new NotifyAction())),
              new Step(BigDecimal.valueOf(80), List.of(new NotifyAction())),
              new Step(BigDecimal.valueOf(90), List.of(new NotifyAction())),
              new Step(BigDecimal.valueOf(100), List.of(new BlockAction()))));

  /** Puts the steps in order. */
  public Ladder {
    List<Step> sorted = new ArrayList<>(steps);
    sorted.sort(Comparator.comparing(Step::percent));
    steps = List.copyOf(sorted);
  }

  /**
   * One step.
   *
   * @param percent of the limit, more than 0
   */
  public record Step(BigDecimal percent, List<LadderAction> actions) {
    /** Keeps its own copy. */
    public Step {
      actions = List.copyOf(actions);
    }

    // asked of every call: a stream costs more than all the rest of the question
    boolean caps() {
      for (LadderAction action : actions) {
        if (action.caps()) {
          return true;
        }
      }
      return false;
    }

    /** Why it refuses a call once its mark is reached; {@code null} lets it pass. */
    Refusal.@Nullable Reason refuses(boolean critical) {
      for (LadderAction action : actions) {
        Refusal.Reason reason = action.refuses(critical);
        if (reason != null) {
          return reason;
        }
      }
      return null;
    }

    /** How much of a limit it stands for. */
    BigDecimal mark(BigDecimal limit) {
      return Ladder.mark(percent, limit);
    }
  }

  /** How much of a limit a percentage is. */
  static BigDecimal mark(BigDecimal percent, BigDecimal limit) {
    return limit.multiply(percent).movePointLeft(2);
  }

  /**
   * The lowest step that a call does not pass: one that nobody passes, or that refuses such calls;
   * {@code null} where none stops it.
   */
  @Nullable Step capping(boolean critical) {
    for (Step step : steps) {
      if (step.caps() || step.refuses(critical) != null) {
        return step;
      }
    }
    return null;
  }

  /** Why a call is refused at what is spent; {@code null} when no reached step refuses it. */
  Refusal.@Nullable Reason refusal(BigDecimal spent, BigDecimal limit, boolean critical) {
    for (Step step : steps) {
      if (spent.compareTo(step.mark(limit)) < 0) {
        return null;
      }
      Refusal.Reason reason = step.refuses(critical);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }
}
