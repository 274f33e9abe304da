// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.util.ArrayList;
import java.util.List;

/** Goes off when a test says so. */
final class HandAlarm implements Alarm {
  private final List<Runnable> tasks = new ArrayList<>();

  @Override
  public Runnable in(long nanos, Runnable task) {
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  int set() {
    return tasks.size();
  }

  void ringAll() {
    List<Runnable> due = List.copyOf(tasks);
    tasks.clear();
    due.forEach(Runnable::run);
  }
}
