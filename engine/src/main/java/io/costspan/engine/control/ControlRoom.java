// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.attribute.TagReader;
import io.costspan.engine.cache.CacheRoom;
import io.costspan.engine.cache.warm.WarmDesk;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.config.TagSource;
import io.costspan.engine.control.budget.BudgetRoom;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.journal.HostSalt;
import io.costspan.engine.live.Board;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.CallerTags;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Guidance;
import io.costspan.engine.meter.Rehearsals;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.PassageChain;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.wire.EndpointDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The controls of one JVM, as its settings say; they may be said anew while it runs. Thread-safe
 * once it is made.
 */
public final class ControlRoom {
  /** Those that may answer a call are asked before those that count it. */
  private final Door answering;

  /** In the order of asking. */
  private final List<Door> counting = new ArrayList<>();

  private final List<CallSink> sinks = new CopyOnWriteArrayList<>();
  private final Board board = new Board();
  private final ControlGauges gauges = new ControlGauges();
  private final InForce inForce = new InForce();
  private final ShapeInForce shape = new ShapeInForce();
  private final String service;
  private final SharedLedger ledger;
  private final Foresight foresight;

  /**
   * Puts the rules in force, or none where the settings are not wholly understood.
   *
   * @param service name of the application
   * @param ledger what others spend, and where orders are written down
   * @param pricer prices forecasts; first asked on a thread of our own
   */
  public ControlRoom(String service, Settings settings, SharedLedger ledger, Pricer pricer) {
    this.service = service;
    this.ledger = ledger;
    this.foresight = new Foresight(pricer, sinks);
    this.answering = new Door(SettingsCatalogue.CACHE_RULES, this::cache);
    counting.addAll(new StoppingRooms(shape, foresight, board, gauges).doors());
    counting.add(new Door(SettingsCatalogue.BUDGETS, first -> budgets()));
    if (!settings.observeOnly()) {
      follow(settings);
    }
  }

  /**
   * Puts other rules in force, for calls that begin from now on. What was spent and kept under
   * rules that go by the same name stays. Not to be called with settings that are not wholly
   * understood.
   */
  public void reload(Settings settings) {
    if (settings.observeOnly()) {
      throw new IllegalArgumentException("not wholly understood");
    }
    follow(settings);
  }

  /** Who decides, for the meter. */
  public Guidance guidance() {
    return new Guidance(inForce, foresight, service, inForce);
  }

  /** What others spend, and where orders are written down. */
  public SharedLedger ledger() {
    return ledger;
  }

  /** How the controls stand, for the telemetry. */
  public ControlGauges gauges() {
    return gauges;
  }

  /** Has prices read, and waits for that: not for an application's thread. */
  public void ready() {
    foresight.ready();
  }

  /** What the console and JMX see of this JVM. */
  public Board board() {
    return board;
  }

  /**
   * Who is told of every settled call, before the ledger and the telemetry; also rooms that are
   * made later.
   */
  public CallSink sink() {
    return new RoomSinks(sinks);
  }

  /** What cannot be relied on now, and why. */
  private List<Map<String, Object>> degraded() {
    List<Map<String, Object>> rows = new ArrayList<>();
    new TreeMap<>(gauges.degraded())
        .forEach((what, why) -> rows.add(new TreeMap<>(Map.of("what", what, "why", why))));
    return rows;
  }

  private Room budgets() {
    StepCounts steps = new StepCounts();
    gauges.addSteps(steps::all);
    ledger.spending().teach(foresight.needed()::answered);
    BudgetRoom budgets =
        new BudgetRoom(
            service, foresight.needed(), shape, ledger.spending(), ledger.claims(), List.of(steps));
    budgets.on(board, ledger.log());
    sinks.add(budgets);
    BudgetsDoor door = new BudgetsDoor(budgets);
    door.on(gauges);
    return door;
  }

  private Room cache(Settings settings) {
    CacheRoom cache = CacheRoom.of(settings);
    sinks.add(cache.savings());
    gauges.addDegraded(cache::degraded);
    cache.desk().onto(board);
    new WarmDesk(cache, () -> rehearsals(settings), System::getenv).onto(board);
    return cache;
  }

  /** Asked by a user, not by a call. */
  private Rehearsals rehearsals(Settings settings) {
    ready();
    return new Rehearsals(
        EndpointDetector.with(settings.get(SettingsCatalogue.HOSTS))::detect,
        new Fingerprint(() -> HostSalt.of(settings.get(SettingsCatalogue.HOME))),
        guidance());
  }

  private synchronized void follow(Settings settings) {
    shape.follow(settings);
    List<Controls> open = new ArrayList<>();
    Room cache = answering.open(settings);
    if (cache != null) {
      open.add(cache);
    }
    List<Room> rooms = new ArrayList<>();
    for (Door door : counting) {
      Room room = door.open(settings);
      if (room != null) {
        rooms.add(room);
      }
    }
    if (!rooms.isEmpty()) {
      open.add(new PriceWait(foresight::pricesToCome, List.copyOf(rooms)));
    }
    open.addAll(rooms);
    if (!open.isEmpty()) {
      board.show("degraded", this::degraded);
    }
    Map<String, TagSource> tags = settings.get(SettingsCatalogue.TAGS);
    inForce.set(
        open.isEmpty() ? Controls.NONE : new PassageChain(open),
        tags.isEmpty() ? CallerTags.NONE : new TagReader(tags));
  }
}
