// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Price keys of a file that we cannot charge, each told once with where it stands first. */
final class LeftOut {

  private static final int MOST_TOLD = 12;

  private final Map<String, String> first = new LinkedHashMap<>();
  private final Map<String, Integer> models = new LinkedHashMap<>();

  /** Takes a key in, when its name says that it is about money and its value that it is some. */
  void add(String model, String key, LiteLlmEntry.Written value) {
    boolean price = key.contains("cost") || key.contains("pricing") || key.contains("multiplier");
    BigDecimal number = value.scalar() ? LiteLlmNumber.of(value.text()) : null;
    if (price && (number == null || number.signum() != 0)) {
      first.putIfAbsent(key, "line " + value.line() + ", \"" + model + "\"");
      models.merge(key, 1, Integer::sum);
    }
  }

  /** A line for each key; one more where there are many. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> key : first.entrySet()) {
      if (lines.size() == MOST_TOLD) {
        lines.add((first.size() - MOST_TOLD) + " more price keys are not understood");
        break;
      }
      int others = models.getOrDefault(key.getKey(), 1) - 1;
      lines.add(
          key.getValue()
              + (others > 0 ? " and " + others + " more" : "")
              + ": "
              + key.getKey()
              + " is not understood and left out; what it would add is not in the cost");
    }
    return lines;
  }
}
