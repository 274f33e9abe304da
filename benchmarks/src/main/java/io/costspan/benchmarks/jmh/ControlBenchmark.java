// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.contract.Caller;
import io.costspan.engine.config.Settings;
import io.costspan.engine.control.ControlRoom;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/**
 * What a rule that all calls share costs one of them, from being asked to being settled, when many
 * threads come at a time. Percentiles, for on fewer cores than threads the mean is little but what
 * a few samples waited for their turn to run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ControlBenchmark {
  private static final String URL = "https://api.openai.com/v1/chat/completions";
  private static final Subject WHO =
      new Subject("openai", "gpt-4o", "chat", "api.openai.com", "shop", "1a2b", Map.of());
  private static final BigDecimal USD = new BigDecimal("0.0012");
  private static final Settlement END =
      new Settlement(
          new Cost(CostState.PRICED, USD, USD, Map.of(), "openai/gpt-4o", "exact", "1", null),
          Usage.NONE,
          200,
          true,
          true,
          null);

  /** The rules in force. */
  @Param({"limits", "breakers", "budgets"})
  public String rules = "limits";

  private Controls controls = Controls.NONE;
  private final Arrival arrival =
      new Arrival(endpoint(), "POST", URL, name -> null, to -> {}, null, WHO);

  private static Endpoint endpoint() {
    return Objects.requireNonNull(
        new EndpointDetector().detect("POST", "api.openai.com", 443, URL));
  }

  /** Puts the rules in force, with room for all calls. */
  @Setup
  public void rules() {
    Properties properties = new Properties();
    switch (rules) {
      case "limits" -> {
        properties.setProperty("costspan.limits.a.requests", "900000000000/min");
        properties.setProperty("costspan.limits.a.concurrent", "1000");
      }
      case "breakers" -> properties.setProperty("costspan.breakers.a.spend", "900000000 USD/h");
      default -> properties.setProperty("costspan.budgets.a.limit", "900000000 USD");
    }
    Settings settings = Settings.load(null, properties, Map.of());
    if (!settings.problems().isEmpty()) {
      throw new IllegalStateException(settings.problems().toString());
    }
    ControlRoom room =
        new ControlRoom("shop", settings, SharedLedger.NONE, CataloguePricer.bundled());
    room.ready();
    controls = room.guidance().controls();
  }

  /** One thread. */
  @Benchmark
  @Threads(1)
  public Ruling by1() {
    return call();
  }

  /** Four threads. */
  @Benchmark
  @Threads(4)
  public Ruling by4() {
    return call();
  }

  /** Sixteen threads. */
  @Benchmark
  @Threads(16)
  public Ruling by16() {
    return call();
  }

  /** Sixty-four threads. */
  @Benchmark
  @Threads(64)
  public Ruling by64() {
    return call();
  }

  private Ruling call() {
    Passage passage = Objects.requireNonNull(controls.passage(arrival));
    Ruling ruling =
        passage.admit(
            new Asked(
                WHO,
                RequestFacts.UNKNOWN,
                ByteBuffer.allocate(0),
                Caller.WAITS,
                () -> new Forecast(100, 100, USD, USD)));
    if (!ruling.equals(Ruling.GO)) {
      throw new IllegalStateException(ruling.toString());
    }
    passage.ended(ResponseFacts.UNKNOWN, true);
    passage.settled(END);
    return ruling;
  }
}
