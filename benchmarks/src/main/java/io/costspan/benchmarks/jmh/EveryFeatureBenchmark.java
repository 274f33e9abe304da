// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.control.ControlRoom;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Guidance;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.meter.TraceLinks;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.EndpointDetector;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * All that is ours of one call on the application's thread, from its opening to where it is handed
 * over to be settled. Our other thread settles meanwhile, which takes its share of the cores. The
 * answer has 2 KB.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EveryFeatureBenchmark {
  /** Bytes of a prompt. */
  @Param({"2000", "400000"})
  public int prompt = 2_000;

  private final Meter observing = meter(null);
  private final Meter controlling = meter(Rules.inForce(Rules.ALL));
  private Exchanges exchanges = new Exchanges(2_000);
  private ByteBuffer kept = exchanges.another();

  private static Meter meter(@Nullable ControlRoom room) {
    Settler settler = new Settler(2_048);
    settler.start(CataloguePricer.bundled(), room == null ? List.of() : List.of(room.sink()));
    return new Meter(
        new EndpointDetector()::detect,
        settler,
        new Fingerprint(new byte[16]),
        new TraceLinks(traceId -> true),
        () -> null,
        false,
        Clock.systemUTC(),
        new StreamUsage(StreamUsageMode.NEVER),
        room == null ? Guidance.NONE : room.guidance());
  }

  /** Has one answer kept. */
  @Setup
  public void keep() {
    exchanges = new Exchanges(prompt);
    kept = exchanges.another();
    exchanges.answeredHere(controlling, kept.duplicate());
  }

  /** Without a rule. */
  @Benchmark
  public void observing() {
    call(observing, exchanges.another(), false);
  }

  /** With a rule of every kind, of a call that goes out. */
  @Benchmark
  public void everyFeatureMiss() {
    call(controlling, exchanges.another(), false);
  }

  /** With a rule of every kind, of a call that memory answers. */
  @Benchmark
  public void everyFeatureHit() {
    call(controlling, kept.duplicate(), true);
  }

  private void call(Meter meter, ByteBuffer body, boolean here) {
    if (exchanges.answeredHere(meter, body) != here) {
      throw new IllegalStateException("answered by the wrong side");
    }
  }
}
