// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.cache.CacheDesk;
import io.costspan.engine.cache.CacheRoom;
import io.costspan.engine.live.Board;
import io.costspan.engine.live.Operation;
import io.costspan.engine.meter.Rehearsals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lets the console fill the cache, one file at a time. Thread-safe. */
public final class WarmDesk {
  private static final String FILE = "file";

  private final CacheRoom room;
  private final Supplier<Rehearsals> rehearsals;
  private final UnaryOperator<@Nullable String> environment;
  private final Callable<WarmSender> senders;
  private @Nullable WarmRun last;

  /**
   * @param rehearsals with prices that have been read; asked for when a user asks
   * @param environment a variable's value by its name; {@code null} for one that is not set
   */
  public WarmDesk(
      CacheRoom room,
      Supplier<Rehearsals> rehearsals,
      UnaryOperator<@Nullable String> environment) {
    this(room, rehearsals, environment, JdkSender::new);
  }

  WarmDesk(
      CacheRoom room,
      Supplier<Rehearsals> rehearsals,
      UnaryOperator<@Nullable String> environment,
      Callable<WarmSender> senders) {
    this.room = room;
    this.rehearsals = rehearsals;
    this.environment = environment;
    this.senders = senders;
  }

  /** Puts itself on a board, below what the cache shows. */
  public void onto(Board board) {
    CacheDesk cache = room.desk();
    board.show("cache", () -> rows(cache));
    board.offer(
        new Operation(
            "warm-cost",
            "Says what it may cost to make the requests of a file.",
            List.of(FILE),
            1,
            Operation.Reach.OWNER,
            (arguments, who) -> cost(arguments.getOrDefault(FILE, ""))));
    board.offer(
        new Operation(
            "warm",
            "Makes the requests of a file, so that their answers are in the cache.",
            List.of(FILE),
            1,
            Operation.Reach.OWNER,
            (arguments, who) -> begin(arguments.getOrDefault(FILE, ""))));
  }

  private List<Map<String, Object>> rows(CacheDesk cache) {
    List<Map<String, Object>> rows = new ArrayList<>(cache.rows());
    WarmRun run = last();
    if (run != null) {
      rows.add(run.row());
    }
    return rows;
  }

  private String cost(String file) {
    return WarmCost.of(WarmFile.read(file, environment), room, rehearsals.get());
  }

  private String begin(String file) {
    List<WarmRequest> requests = WarmFile.read(file, environment);
    WarmRun run = new WarmRun(file, requests, room, rehearsals.get(), senders);
    begin(run);
    return "began to make "
        + requests.size()
        + " requests, one after the other; costspan-console cache shows how far it is";
  }

  private synchronized void begin(WarmRun run) {
    if (last != null && last.running()) {
      throw new IllegalArgumentException("the cache is being filled already: " + last.row());
    }
    last = run;
    // not one of our own: what it spends is the application's, to be metered and held as such
    OwnThreads.newThreadForOthers("warm", run).start();
  }

  private synchronized @Nullable WarmRun last() {
    return last;
  }
}
