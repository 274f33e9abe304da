// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import io.costspan.console.report.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints sections of a JVM's state: a table each, with the columns its rows have. */
final class StateTables {
  private static final int MOST_ROWS = 40;

  private StateTables() {}

  /** Prints a section's rows; nothing where there are none. */
  static void print(PrintWriter out, String title, @Nullable Object rows) {
    List<Map<?, ?>> all = new ArrayList<>();
    if (rows instanceof Collection<?> list) {
      for (Object row : list) {
        if (row instanceof Map<?, ?> named) {
          all.add(named);
        }
      }
    }
    if (all.isEmpty()) {
      return;
    }
    List<String> columns = columns(all);
    out.println(title);
    List<String> heading = new ArrayList<>(columns);
    heading.replaceAll(name -> name.toUpperCase(Locale.ROOT).replace('-', ' '));
    TextTable table = new TextTable(heading, columns.size());
    for (Map<?, ?> row : all.subList(0, Math.min(MOST_ROWS, all.size()))) {
      table.row(columns.stream().map(column -> cell(row.get(column))).toList());
    }
    table.print(out);
    if (all.size() > MOST_ROWS) {
      out.println("... and " + (all.size() - MOST_ROWS) + " more");
    }
    out.println();
  }

  private static List<String> columns(List<Map<?, ?>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    for (Map<?, ?> row : rows) {
      row.keySet().forEach(name -> columns.add(String.valueOf(name)));
    }
    return List.copyOf(columns);
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Collection<?> list) {
      return String.join(", ", list.stream().map(StateTables::cell).toList());
    }
    if (value instanceof Map<?, ?> map) {
      List<String> members = new ArrayList<>();
      map.forEach((name, member) -> members.add(name + "=" + cell(member)));
      return String.join(" ", members);
    }
    return String.valueOf(value);
  }
}
