// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.breaker.BreakerDesk;
import io.costspan.engine.control.breaker.BreakerRoom;
import io.costspan.engine.control.breaker.BreakerState;
import io.costspan.engine.control.limit.LimitRoom;
import io.costspan.engine.control.limit.LimitState;
import io.costspan.engine.control.root.RootCapRoom;
import io.costspan.engine.live.Board;
import io.costspan.engine.live.Operation;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.engine.telemetry.StateGauges;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rooms that stop calls which run away or come too fast, and lets them be seen and worked
 * from outside.
 */
final class StoppingRooms {
  private static final int MOST_ROWS = 200;

  private final RefusalShape shape;
  private final Foresight foresight;
  private final Board board;
  private final ControlGauges gauges;

  StoppingRooms(RefusalShape shape, Foresight foresight, Board board, ControlGauges gauges) {
    this.shape = shape;
    this.foresight = foresight;
    this.board = board;
    this.gauges = gauges;
  }

  /** Their doors, in the order of asking. */
  List<Door> doors() {
    return List.of(
        new Door(SettingsCatalogue.BREAKERS, first -> breakers()),
        new Door(SettingsCatalogue.LIMITS, first -> limits()),
        new Door(SettingsCatalogue.ROOT_CAPS, first -> rootCaps()));
  }

  private Room rootCaps() {
    foresight.needed();
    RootCapRoom room = new RootCapRoom(shape);
    gauges.addDegraded(() -> named("root-cap.", room.degraded()));
    return room;
  }

  private Room limits() {
    foresight.needed();
    LimitRoom room = new LimitRoom(shape);
    gauges.addDegraded(() -> named("limit.", room.degraded()));
    board.show(
        "limits", () -> room.states().stream().limit(MOST_ROWS).map(StoppingRooms::row).toList());
    return room;
  }

  private Room breakers() {
    foresight.needed();
    BreakerRoom room = new BreakerRoom(shape);
    gauges.addDegraded(() -> named("breaker.", room.degraded()));
    gauges.addBreakers(() -> room.states().stream().map(StoppingRooms::gauge).toList());
    board.show(
        "breakers", () -> room.states().stream().limit(MOST_ROWS).map(StoppingRooms::row).toList());
    board.offer(
        new Operation(
            "breaker-open",
            "Opens a breaker: its calls are refused for so many minutes, or until it is closed.",
            List.of("breaker", "scope", "minutes"),
            1,
            (arguments, who) -> open(room, arguments, who)));
    board.offer(
        new Operation(
            "breaker-close",
            "Closes a breaker, and forgets what was counted towards opening it.",
            List.of("breaker", "scope"),
            1,
            (arguments, who) -> close(room, arguments, who)));
    return room;
  }

  private static Map<String, String> named(String kind, Map<String, String> why) {
    Map<String, String> named = new HashMap<>();
    why.forEach((rule, reason) -> named.put(kind + rule, reason));
    return named;
  }

  private static String open(BreakerDesk desk, Map<String, String> arguments, String who) {
    int circuits =
        desk.open(
            arguments.getOrDefault("breaker", ""),
            arguments.get("scope"),
            minutes(arguments.get("minutes")),
            who);
    return done(circuits, "opened");
  }

  private static String close(BreakerDesk desk, Map<String, String> arguments, String who) {
    return done(
        desk.close(arguments.getOrDefault("breaker", ""), arguments.get("scope"), who), "closed");
  }

  private static String done(int circuits, String what) {
    if (circuits == 0) {
      throw new IllegalArgumentException("there is no such breaker, or no call has met it yet");
    }
    return what + (circuits == 1 ? "" : " for " + circuits + " values of its scope");
  }

  private static @Nullable Duration minutes(@Nullable String text) {
    try {
      return text == null ? null : Duration.ofMinutes(Integer.parseUnsignedInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number of minutes: " + text, e);
    }
  }

  private static StateGauges.Breaker gauge(BreakerState state) {
    StateGauges.Breaker.State position =
        switch (state.position()) {
          case CLOSED -> StateGauges.Breaker.State.CLOSED;
          case HALF_OPEN -> StateGauges.Breaker.State.HALF_OPEN;
          case OPEN -> StateGauges.Breaker.State.OPEN;
        };
    return new StateGauges.Breaker(
        state.breaker(), state.scope().isEmpty() ? null : state.scope(), position);
  }

  private static Map<String, Object> row(BreakerState state) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", state.breaker());
    row.put("scope", state.scope());
    row.put("state", state.position().word());
    row.put("since", state.since().toString());
    row.put("reason", state.reason() == null ? "" : state.reason());
    row.put("nextProbe", state.nextProbe() == null ? "" : state.nextProbe().toString());
    row.put("trips", state.trips());
    return row;
  }

  private static Map<String, Object> row(LimitState state) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", state.limit());
    row.put("scope", state.scope());
    for (LimitState.Use use : state.uses()) {
      row.put(use.unit(), use.used() + " of " + use.limit());
    }
    row.put("running", state.running());
    row.put("concurrent", state.concurrent());
    row.put("waiting", state.waiting());
    return row;
  }
}
