// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.CallGate;
import io.costspan.contract.OwnThreads;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.live.Board;
import io.costspan.engine.live.JmxBoard;
import io.costspan.engine.live.KillFile;
import io.costspan.engine.live.KillSwitch;
import io.costspan.engine.live.LiveChannel;
import io.costspan.engine.meter.CallInFlight;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.ControlLog;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.ControlOrder.What;
import io.costspan.log.AgentLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets this JVM be looked at and controlled while it runs, as its settings allow. */
final class LiveControl implements CallSink {
  private final Settings settings;
  private final Board board;
  private final KillSwitch kill;
  private final AtomicBoolean called = new AtomicBoolean();

  /**
   * @param log keeps the orders that are given here
   */
  LiveControl(Settings settings, Board board, ControlLog log) {
    this.settings = settings;
    this.board = board;
    this.kill =
        new KillSwitch((thrown, who) -> log.ordered(order(thrown ? What.KILL : What.REVIVE, who)));
  }

  /** An order that concerns no budget, given now. */
  static ControlOrder order(What what, String who) {
    return ControlOrder.of(Instant.now(), who, what);
  }

  /** The meter, as long as nobody asks the agent to step aside. */
  CallGate gate(Meter meter, String service) {
    kill.offer(board);
    board.show("calls", () -> meter.inFlight().stream().map(LiveControl::row).toList());
    board.show("jvm", () -> List.of(jvm(service)));
    Path home = settings.get(SettingsCatalogue.HOME);
    Runnable look = () -> {};
    if (settings.get(SettingsCatalogue.LIVE_ENABLED)) {
      LiveChannel channel = new LiveChannel(board, home);
      channel.start();
      new LastCalls(millis -> channel.close(), 200).atExit();
      look = channel::look;
    }
    new KillFile(killFiles(home), kill).start(look);
    return new SwitchedGate(meter, kill);
  }

  /**
   * JMX waits for the first call: the application has chosen its logging and its MBean server by
   * then, which the platform's MBeans would otherwise choose for it.
   */
  @Override
  public void settled(PricedCall call) {
    if (settings.get(SettingsCatalogue.JMX_ENABLED) && called.compareAndSet(false, true)) {
      OwnThreads.newThread("jmx", this::register).start();
    }
  }

  private void register() {
    try {
      new JmxBoard(board).register();
    } catch (Exception | LinkageError e) {
      AgentLog.debug("JMX does not show costspan", e);
    }
  }

  private List<Path> killFiles(Path home) {
    List<Path> files = new ArrayList<>(settings.get(SettingsCatalogue.KILL_FILE));
    files.add(home.resolve("kill"));
    return files;
  }

  private static Map<String, Object> jvm(String service) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("pid", ProcessHandle.current().pid());
    row.put("service", service);
    row.put("java", System.getProperty("java.version", "unknown"));
    return row;
  }

  private static Map<String, Object> row(CallInFlight call) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("provider", call.provider());
    row.put("operation", call.operation());
    if (call.model() != null) {
      row.put("model", call.model());
    }
    row.put("host", call.host());
    row.put("phase", call.phase().name().toLowerCase(Locale.ROOT));
    row.put("millis", Math.max(0, Duration.between(call.start(), Instant.now()).toMillis()));
    row.put("tags", call.tags());
    return row;
  }
}
