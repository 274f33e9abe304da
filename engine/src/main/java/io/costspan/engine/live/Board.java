// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** All that a JVM shows of itself and lets itself be asked. Thread-safe. */
public final class Board {
  private static final int MOST_ROWS = 1000;

  private final ConcurrentMap<String, Section> sections = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<String, Operation> operations = new ConcurrentSkipListMap<>();

  /** Puts a section on the board, in place of one of the same name. */
  public void show(String name, Section section) {
    sections.put(name, section);
  }

  /** Lets an operation be asked for, in place of one of the same name. */
  public void offer(Operation operation) {
    operations.put(operation.name(), operation);
  }

  /** Names of the sections. */
  public List<String> sections() {
    return List.copyOf(sections.keySet());
  }

  /** The operations, by name. */
  public List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /** The rows of a section; a section that fails shows its fault in their place. */
  public List<Map<String, Object>> rows(String name) {
    Section section = sections.get(name);
    try {
      return section == null ? List.of() : some(section.rows());
    } catch (RuntimeException fault) {
      return List.of(Map.of("fault", String.valueOf(fault)));
    }
  }

  /** An answer is bounded: what is beyond is told as a number. */
  private static List<Map<String, Object>> some(List<Map<String, Object>> rows) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    List<Map<String, Object>> some = new ArrayList<>(rows.subList(0, MOST_ROWS));
    some.add(Map.of("more", rows.size() - MOST_ROWS));
    return some;
  }

  /** Every section's rows. */
  public Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String name : sections()) {
      all.put(name, rows(name));
    }
    return all;
  }

  /**
   * Does what an operation does.
   *
   * @throws IllegalArgumentException when there is no such operation, or it cannot be done
   */
  public String perform(String name, Map<String, String> arguments, String who) {
    Operation operation = operations.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "no \"" + name + "\" here; there are " + String.join(", ", operations.keySet()));
    }
    return operation.perform(arguments, who);
  }
}
