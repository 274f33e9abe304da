// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.HostReport;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.journal.JournalReader;
import io.costspan.engine.journal.LedgerLines;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.ControlOrder.What;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells what users ordered the host's processes, by all files that are kept: what was ordered long
 * ago stands until it is ordered otherwise. Not thread-safe.
 */
final class LedgerOrders implements LedgerLines {
  /** The newest of so many are told at a time. */
  static final int MOST = 10_000;

  private final JournalReader reader;
  private final Instant since;
  private final List<ControlOrder> orders = new ArrayList<>();

  /**
   * @param files which to read, whatever their age
   * @param since what was reset before it is of no matter
   */
  LedgerOrders(Path directory, Predicate<Path> files, Instant since) {
    this.reader = new JournalReader(directory, files);
    this.since = since;
  }

  /**
   * Tells what has come, in order of its time, whichever file it is in.
   *
   * @throws IOException when the directory cannot be listed
   */
  void read(HostReport report) throws IOException {
    reader.read(this);
    newest();
    for (ControlOrder order : orders) {
      tell(order, report);
    }
    orders.clear();
  }

  private static void tell(ControlOrder order, HostReport report) {
    try {
      report.ordered(order);
    } catch (Throwable fault) {
      // it must not keep the others from being told
      AgentLog.warnOnce("ledger-order", "budgets: an order could not be followed: " + fault);
    }
  }

  @Override
  public boolean calls() {
    return false;
  }

  @Override
  public void call(JournalEntry entry) {}

  @Override
  public void order(ControlOrder order) {
    if (order.what() != What.RESET || !order.at().isBefore(since)) {
      orders.add(order);
      if (orders.size() >= 2 * MOST) {
        newest();
      }
    }
  }

  private void newest() {
    orders.sort(Comparator.comparing(ControlOrder::at));
    if (orders.size() > MOST) {
      orders.subList(0, orders.size() - MOST).clear();
    }
  }
}
