// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a contract takes off the list price. A pattern is a provider or {@code provider/model}, with
 * {@code *} for any rest; of several that fit, the one with most letters counts. Immutable.
 *
 * @param percents percent off by pattern, 0 to 100
 */
public record Discounts(Map<String, BigDecimal> percents) {

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
          && (best == null || weight(pattern) > weight(best.pattern))) {
        best = new Discount(pattern, entry.getValue());
      }
    }
    return best;
  }

  private static boolean fits(String pattern, List<String> providers, List<String> models) {
    int slash = pattern.indexOf('/');
    String provider = slash < 0 ? pattern : pattern.substring(0, slash);
    return any(provider, providers) && (slash < 0 || any(pattern.substring(slash + 1), models));
  }

  private static boolean any(String pattern, List<String> names) {
    for (String name : names) {
      if (Glob.matches(pattern, name)) {
        return true;
      }
    }
    return false;
  }

  private static long weight(String pattern) {
    return pattern.chars().filter(c -> c != '*').count();
  }
}
