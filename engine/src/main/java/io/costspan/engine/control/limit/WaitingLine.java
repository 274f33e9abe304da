// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waiting calls: by priority, and within one in the order of coming. A priority that has been
 * passed over {@value #MOST_PASSES} times while somebody waited in it is served next, so nobody
 * waits for ever behind those who come later. Not thread-safe.
 */
final class WaitingLine {
  static final int MOST_PASSES = 8;

  private final List<Line> lines = new ArrayList<>();
  private int size;

  WaitingLine() {
    for (Priority ignored : Priority.values()) {
      lines.add(new Line());
    }
  }

  int size() {
    return size;
  }

  void add(Waiter waiter) {
    Line line = lines.get(waiter.priority().rank());
    line.waiters.add(waiter);
    line.tokens += waiter.tokens();
    size++;
  }

  /** Takes one out, wherever it stands; of no effect when it does not. */
  void remove(Waiter waiter) {
    Line line = lines.get(waiter.priority().rank());
    if (line.waiters.remove(waiter)) {
      line.tokens -= waiter.tokens();
      size--;
      if (line.waiters.isEmpty()) {
        line.passes = 0;
      }
    }
  }

  /** Whose turn it is; {@code null} when nobody waits. */
  @Nullable Waiter next() {
    Line next = null;
    for (Line line : lines) {
      if (!line.waiters.isEmpty()) {
        if (next == null || (line.passes >= MOST_PASSES && line.passes > next.passes)) {
          next = line;
        }
      }
    }
    return next == null ? null : next.waiters.iterator().next();
  }

  /** The one whose turn it was is served. */
  void serve(Waiter waiter) {
    int priority = waiter.priority().rank();
    lines.get(priority).passes = 0;
    for (Line lower : lines.subList(priority + 1, lines.size())) {
      if (!lower.waiters.isEmpty()) {
        lower.passes++;
      }
    }
    remove(waiter);
  }

  /** The foremost of each priority. */
  List<Waiter> heads() {
    List<Waiter> heads = new ArrayList<>(lines.size());
    for (Line line : lines) {
      if (!line.waiters.isEmpty()) {
        heads.add(line.waiters.iterator().next());
      }
    }
    return heads;
  }

  /** How many stand before one that comes now. */
  int ahead(Priority priority) {
    int ahead = 0;
    for (Line line : lines.subList(0, priority.rank() + 1)) {
      ahead += line.waiters.size();
    }
    return ahead;
  }

  /** The tokens of those before one that comes now. */
  long tokensAhead(Priority priority) {
    long ahead = 0;
    for (Line line : lines.subList(0, priority.rank() + 1)) {
      ahead += line.tokens;
    }
    return ahead;
  }

  private static final class Line {
    final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    long tokens;
    int passes;
  }
}
