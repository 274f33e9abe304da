// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the runs of each arm printed; a row an arm, each column its median over the runs. */
final class Table {
  private final Map<String, List<List<Double>>> runs = new LinkedHashMap<>();

  /** Takes one run's numbers, separated by spaces. */
  void add(String arm, String numbers) {
    List<Double> columns = new ArrayList<>();
    for (String number : numbers.strip().split(" ", -1)) {
      columns.add(Double.valueOf(number));
    }
    runs.computeIfAbsent(arm, name -> new ArrayList<>()).add(columns);
  }

  /**
   * Prints it in Markdown.
   *
   * @param title of the column of arms
   * @param columns the other titles
   * @param format of a number
   */
  @SuppressWarnings("SystemOut") // a benchmark prints its table
  void print(String title, List<String> columns, String format) {
    System.out.println("| " + title + " | " + String.join(" | ", columns) + " |");
    System.out.println("|" + "---|".repeat(columns.size() + 1));
    runs.forEach(
        (arm, all) -> {
          StringBuilder row = new StringBuilder("| " + arm);
          for (int i = 0; i < columns.size(); i++) {
            row.append(" | ").append(String.format(Locale.ROOT, format, median(all, i)));
          }
          System.out.println(row.append(" |"));
        });
  }

  private static double median(List<List<Double>> runs, int column) {
    List<Double> sorted = runs.stream().map(run -> run.get(column)).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
