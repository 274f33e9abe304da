// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.HostReport;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told. */
final class HeardOf implements HostReport {
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Subject> subjects = new CopyOnWriteArrayList<>();
  final List<ControlOrder> orders = new CopyOnWriteArrayList<>();
  final List<String> told = new CopyOnWriteArrayList<>();
  final Set<String> counted = new HashSet<>();
  final List<String> states = new CopyOnWriteArrayList<>();

  @Override
  public void spentElsewhere(
      Instant at, Subject subject, @Nullable BigDecimal usd, @Nullable Long tokens) {
    if (usd != null && usd.signum() < 0) {
      throw new IllegalArgumentException("a fault of the budgets");
    }
    calls.add(at + " " + usd + " " + tokens);
    subjects.add(subject);
    told.add("call");
  }

  @Override
  public void ordered(ControlOrder order) {
    orders.add(order);
    told.add(order.what().name());
  }

  @Override
  public boolean counted(String id) {
    return counted.contains(id);
  }

  @Override
  public void ownRead() {
    states.add("own read");
  }

  @Override
  public boolean over() {
    return false;
  }

  @Override
  public void degraded(String reason) {
    states.add(reason);
  }

  @Override
  public void known() {
    states.add("known");
  }
}
