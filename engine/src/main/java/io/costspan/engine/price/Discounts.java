// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.glob.Glob;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract takes off the list price. A pattern is a provider or {@code provider/model}, with
 * {@code *} for any rest. Of several that fit, one that names a model goes before one that does
 * not, then the one with most letters for the model counts, then for the provider. Immutable.
 *
 * @param percents percent off by pattern, 0 to 100
 */
public record Discounts(Map<String, BigDecimal> percents) {

  /** The pattern that says most comes last; never two alike, whatever order they are held in. */
  private static final Comparator<String> BY_WEIGHT =
      Comparator.comparing((String pattern) -> pattern.indexOf('/') >= 0)
          .thenComparing(pattern -> letters(model(pattern)))
          .thenComparing(pattern -> letters(provider(pattern)))
          .thenComparing(Comparator.naturalOrder());

  /** No contract. */
  public static final Discounts NONE = new Discounts(Map.of());

  /** Keeps the patterns in lower case. */
  public Discounts {
    Map<String, BigDecimal> lower = new LinkedHashMap<>();
    percents.forEach((pattern, percent) -> lower.put(pattern.toLowerCase(Locale.ROOT), percent));
    percents = Map.copyOf(lower);
  }

  /**
   * The discount that holds for a call.
   *
   * @param pattern as the user wrote it, in lower case
   * @param percent off
   */
  record Discount(String pattern, BigDecimal percent) {

    BigDecimal factor() {
      return BigDecimal.ONE.subtract(percent.movePointLeft(2));
    }

    /** For instance {@code discount 10% (openai)}. */
    String note() {
      return "discount " + percent.stripTrailingZeros().toPlainString() + "% (" + pattern + ")";
    }
  }

  /**
   * The discount for a call; {@code null} when none holds.
   *
   * @param providers the names its provider goes by
   * @param models the names its model goes by
   */
  @Nullable Discount of(List<String> providers, List<String> models) {
    Discount best = null;
    for (Map.Entry<String, BigDecimal> entry : percents.entrySet()) {
      String pattern = entry.getKey();
      if (fits(pattern, providers, models)
          && (best == null || BY_WEIGHT.compare(pattern, best.pattern) > 0)) {
        best = new Discount(pattern, entry.getValue());
      }
    }
    return best;
  }

  private static boolean fits(String pattern, List<String> providers, List<String> models) {
    return any(provider(pattern), providers)
        && (pattern.indexOf('/') < 0 || any(model(pattern), models));
  }

  private static boolean any(String pattern, List<String> names) {
    for (String name : names) {
      if (Glob.matches(pattern, name)) {
        return true;
      }
    }
    return false;
  }

  private static String provider(String pattern) {
    int slash = pattern.indexOf('/');
    return slash < 0 ? pattern : pattern.substring(0, slash);
  }

  private static String model(String pattern) {
    return pattern.substring(pattern.indexOf('/') + 1);
  }

  private static long letters(String pattern) {
    return pattern.chars().filter(c -> c != '*').count();
  }
}
