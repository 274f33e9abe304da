// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs from some instant on, or within some hours of the week. Immutable.
 *
 * @param from since when; {@code null} for always
 * @param window when in the week; {@code null} for any time
 * @param base the rates of a short prompt
 * @param steps higher rates of long prompts, by rising bound
 * @param note what makes the price uncertain; {@code null} as a rule
 * @param variants rates of pictures and videos by what was asked for
 */
record PricePeriod(
    @Nullable Instant from,
    @Nullable WeekWindow window,
    Rates base,
    List<ContextStep> steps,
    @Nullable String note,
    Variants variants) {

  /** A price that depends on the model alone. */
  PricePeriod(
      @Nullable Instant from,
      @Nullable WeekWindow window,
      Rates base,
      List<ContextStep> steps,
      @Nullable String note) {
    this(from, window, base, steps, note, Variants.NONE);
  }

  /**
   * Rates of a whole request whose input, cached tokens included, lies above a bound.
   *
   * @param bound the first total input that costs these rates
   * @param rates the rates that differ from the base
   */
  record ContextStep(long bound, Rates rates) {}

  static PricePeriod read(JsonRow row, Boundaries boundaries) {
    JsonRow window = row.rowOrNull("window");
    JsonRow variants = row.rowOrNull("variants");
    JsonRow rates = row.rowOrNull("rates");
    if (rates == null) {
      throw new IllegalArgumentException("a price without rates");
    }
    List<ContextStep> steps = new ArrayList<>();
    for (JsonRow above : row.rows("above")) {
      JsonRow higher = above.rowOrNull("rates");
      if (higher == null) {
        throw new IllegalArgumentException("a context step without rates");
      }
      steps.add(new ContextStep(boundaries.firstAbove(above), Rates.read(higher)));
    }
    return new PricePeriod(
        row.instantOrNull("from"),
        window == null ? null : WeekWindow.read(window),
        Rates.read(rates),
        List.copyOf(steps),
        row.textOrNull("note"),
        variants == null ? Variants.NONE : Variants.read(variants));
  }

  boolean activeAt(Instant at) {
    return (from == null || !at.isBefore(from)) && (window == null || window.contains(at));
  }

  /** The rates of a request with this total input: the highest step reached prices all of it. */
  Rates forInput(long totalInput) {
    ContextStep step = stepFor(totalInput);
    return step == null ? base : base.with(step.rates);
  }

  /** The highest step that a request with this total input reaches; {@code null} when none. */
  @Nullable ContextStep stepFor(long totalInput) {
    ContextStep reached = null;
    for (ContextStep step : steps) {
      if (totalInput >= step.bound) {
        reached = step;
      }
    }
    return reached;
  }
}
