// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.CallGate;
import io.costspan.contract.OwnThreads;
import io.costspan.engine.attribute.ApplicationContext;
import io.costspan.engine.attribute.ApplicationContextReader;
import io.costspan.engine.config.MetricSet;
import io.costspan.engine.config.Problem;
import io.costspan.engine.config.RuleDoubts;
import io.costspan.engine.config.RuleNames;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.control.ControlRoom;
import io.costspan.engine.control.Reload;
import io.costspan.engine.control.SettingsWatch;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.journal.HostSalt;
import io.costspan.engine.journal.JournalOptions;
import io.costspan.engine.journal.JournalSink;
import io.costspan.engine.live.Operation;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.meter.TraceLinks;
import io.costspan.engine.meter.TraceParent;
import io.costspan.engine.meter.UnpricedNotes;
import io.costspan.engine.passage.ControlOrder.What;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.price.upkeep.PriceOptions;
import io.costspan.engine.price.upkeep.PriceUpkeep;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.telemetry.ServiceName;
import io.costspan.engine.telemetry.StandardSettings;
import io.costspan.engine.telemetry.StateGauges;
import io.costspan.engine.telemetry.Telemetry;
import io.costspan.engine.telemetry.TelemetrySettings;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.log.AgentLog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engine of this JVM by its settings. Quick enough for an application's thread to wait
 * for: the catalogue, the exporters and the ledger's file come up on threads of our own, and what
 * is settled meanwhile waits in the settler's queue.
 */
public final class EngineAssembly {
  private static final int MOST_MODELS = 200;

  /** Text of all calls in flight that may be kept at a time: both sides of some two hundred. */
  private static final long SAMPLED_BYTES = 8L << 20;

  private final @Nullable String arguments;
  private @Nullable Made made;

  /**
   * @param arguments what follows the jar in {@code -javaagent:}
   */
  public EngineAssembly(@Nullable String arguments) {
    this.arguments = arguments;
  }

  /** The engine's gate, as one client may use it. The engine is made by whoever asks first. */
  public CallGate gate(Client client) {
    Made engine = made();
    return engine.settings.get(client.enabled()) ? engine.gate : new ClosedGate();
  }

  /** Has the engine made on a thread of our own, ahead of the first exchange. */
  public void warm() {
    OwnThreads.newThread("warm-up", new WarmUp()).start();
  }

  private synchronized Made made() {
    Made known = made;
    if (known == null) {
      Settings settings = Settings.load(arguments);
      known = new Made(settings, make(settings));
      made = known;
    }
    return known;
  }

  private CallGate make(Settings settings) {
    AgentLog.setDebug(settings.get(SettingsCatalogue.DEBUG));
    for (Problem problem : settings.problems()) {
      AgentLog.warn(problem.message());
    }
    String unenforced = RuleNames.notInForce(settings);
    if (!unenforced.isEmpty()) {
      AgentLog.warn(unenforced);
    }
    RuleDoubts.of(settings).forEach(AgentLog::warn);
    if (settings.refused()) {
      AgentLog.warn("stays off until the settings are right, as on-config-error=fail asks for");
      return new ClosedGate();
    }
    return settings.get(SettingsCatalogue.ENABLED) ? open(settings) : new ClosedGate();
  }

  private CallGate open(Settings settings) {
    Map<String, String> standard = StandardSettings.read();
    // what settings can get wrong comes before anything is started
    EndpointDetector detector = EndpointDetector.with(settings.get(SettingsCatalogue.HOSTS));
    Settler settler =
        new Settler(
            settings.get(SettingsCatalogue.QUEUE_SIZE),
            settings.get(SettingsCatalogue.ESTIMATES_ENABLED)
                ? new SampleRoom(SAMPLED_BYTES)
                : null);
    PriceUpkeep prices = new PriceUpkeep(PriceOptions.of(settings), AgentLog::warn);
    String service = ServiceName.of(standard);
    JournalSink ledger =
        settings.get(SettingsCatalogue.LEDGER_ENABLED) ? ledger(settings, service) : null;
    Pricer pricer = CataloguePricer.following(prices);
    ControlRoom controls =
        new ControlRoom(
            service,
            settings,
            ledger == null ? SharedLedger.NONE : SharedLedger.of(ledger),
            pricer);
    Telemetry telemetry = telemetry(settings, standard, settler, prices, controls.gauges());
    LiveControl live = new LiveControl(settings, controls.board(), controls.ledger().log());
    List<CallSink> sinks = new ArrayList<>();
    sinks.add(controls.sink());
    if (ledger != null) {
      sinks.add(ledger);
    }
    if (telemetry != null) {
      sinks.add(telemetry);
    }
    sinks.add(new UnpricedNotes(AgentLog::warn));
    sinks.add(live);
    settler.start(pricer, sinks);
    prices.start();
    new LastCalls(
            millis -> flush(settler, telemetry, millis),
            settings.get(SettingsCatalogue.FLUSH_TIMEOUT).toMillis())
        .atExit();

    ApplicationContextReader application = new ApplicationContextReader();
    Meter meter =
        new Meter(
            detector::detect,
            settler,
            new Fingerprint(() -> HostSalt.of(settings.get(SettingsCatalogue.HOME))),
            new TraceLinks(traceId -> telemetry != null && telemetry.sampled(traceId, null)),
            () -> ambient(application),
            settings.get(SettingsCatalogue.PROPAGATION_INJECT)
                && !settings.observeOnly()
                && telemetry != null
                && telemetry.tracing(),
            Clock.systemUTC(),
            streamUsage(settings),
            controls.guidance());
    reloading(settings, controls);
    return live.gate(meter, service);
  }

  /** When asked to, and when the settings file changes or comes to be. */
  private void reloading(Settings settings, ControlRoom controls) {
    Reload reload = new Reload(settings, () -> Settings.load(arguments), controls::reload);
    controls
        .board()
        .offer(
            new Operation(
                "reload",
                "Reads the settings again.",
                List.of(),
                0,
                (given, who) -> {
                  String done = reload.ordered();
                  controls.ledger().log().ordered(LiveControl.order(What.RELOAD, who));
                  return done;
                }));
    if (settings.get(SettingsCatalogue.CONFIG_RELOAD)) {
      Path file = settings.get(SettingsCatalogue.CONFIG);
      new SettingsWatch(file, reload::now, AgentLog::warn).start();
    }
  }

  /** Who has not been understood wholly does not change a request. */
  private static StreamUsage streamUsage(Settings settings) {
    return new StreamUsage(
        settings.observeOnly()
            ? StreamUsageMode.NEVER
            : settings.get(SettingsCatalogue.STREAM_USAGE));
  }

  private static void flush(Settler settler, @Nullable Telemetry telemetry, long timeoutMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean settled = settler.drain(timeoutMillis);
    AgentLog.debug("last calls settled and flushed: " + settled, null);
    if (telemetry != null) {
      telemetry.close(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
  }

  private static @Nullable Telemetry telemetry(
      Settings settings,
      Map<String, String> standard,
      Settler settler,
      PriceUpkeep prices,
      StateGauges state) {
    return settings.get(SettingsCatalogue.TELEMETRY_ENABLED)
        ? Telemetry.start(
            new TelemetrySettings(
                standard,
                version(),
                settings.get(SettingsCatalogue.TELEMETRY_METRICS) == MetricSet.ALL,
                MOST_MODELS,
                settler::lost,
                prices::info,
                state))
        : null;
  }

  private static JournalSink ledger(Settings settings, String service) {
    return new JournalSink(
        new JournalOptions(
            settings.get(SettingsCatalogue.HOME),
            service,
            settings.get(SettingsCatalogue.LEDGER_MAX_FILE_SIZE),
            settings.get(SettingsCatalogue.LEDGER_MAX_TOTAL_SIZE),
            settings.get(SettingsCatalogue.LEDGER_MAX_AGE)));
  }

  private static @Nullable TraceParent ambient(ApplicationContextReader application) {
    ApplicationContext current = application.current();
    return current == null ? null : TraceParent.parse(current.traceparent(), current.traceState());
  }

  /** Ours, as the jar's manifest says; the isolated loader passes it on to each package. */
  private static String version() {
    String version = EngineAssembly.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private record Made(Settings settings, CallGate gate) {}

  private final class WarmUp implements Runnable {
    @Override
    public void run() {
      try {
        Made ahead = made();
        AgentLog.debug("engine is up: " + ahead.gate.getClass().getSimpleName(), null);
      } catch (Throwable t) {
        AgentLog.debug("warm-up failed; the first exchange tries again, and tells", t);
      }
    }
  }
}
