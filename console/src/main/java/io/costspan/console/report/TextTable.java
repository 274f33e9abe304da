// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table for a terminal: columns as wide as their widest cell. Not thread-safe. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int leftAligned;

  /**
   * @param leftAligned how many columns from the left hold words; the others hold numbers
   */
  public TextTable(List<String> heading, int leftAligned) {
    this.leftAligned = leftAligned;
    row(heading);
  }

  /** Adds a row of as many cells as the heading has. */
  public void row(List<String> cells) {
    List<String> row = new ArrayList<>(cells.size());
    for (String cell : cells) {
      row.add(Printable.of(cell));
    }
    rows.add(row);
  }

  /** Adds a line between rows. */
  void rule() {
    rows.add(List.of());
  }

  /** Prints it. */
  public void print(PrintWriter out) {
    int[] widths = widths();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        line.append(column == 0 ? "" : GAP);
        if (row.isEmpty()) {
          line.append("-".repeat(widths[column]));
        } else {
          String padding = " ".repeat(widths[column] - row.get(column).length());
          line.append(column < leftAligned ? "" : padding).append(row.get(column));
          line.append(column < leftAligned ? padding : "");
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int[] widths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    return widths;
  }
}
