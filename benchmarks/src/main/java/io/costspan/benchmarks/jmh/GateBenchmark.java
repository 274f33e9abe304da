// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.meter.TraceLinks;
import io.costspan.engine.wire.EndpointDetector;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the gate costs: for traffic that is none of ours, and for a call that is opened and
 * admitted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateBenchmark {
  private static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          return message.get(name);
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };

  private final Map<String, String> request = Map.of("authorization", "Bearer sk-test");
  private final CallGate gate =
      new Meter(
          new EndpointDetector()::detect,
          new Settler(1),
          new Fingerprint(new byte[16]),
          new TraceLinks(traceId -> true),
          () -> null,
          true,
          Clock.systemUTC());

  /** A GET, as most traffic is. */
  @Benchmark
  public @Nullable Call missByMethod() {
    return gate.open(
        "GET", "example.com", 443, "https://example.com/api/items/42", request, HEADERS);
  }

  /** A POST that is no call. */
  @Benchmark
  public @Nullable Call missByPath() {
    return gate.open(
        "POST", "example.com", 443, "https://example.com/api/orders", request, HEADERS);
  }

  /** A call, opened and admitted. */
  @Benchmark
  public Object hit() {
    Call call =
        gate.open(
            "POST",
            "api.openai.com",
            443,
            "https://api.openai.com/v1/chat/completions",
            request,
            HEADERS);
    if (call == null) {
      throw new IllegalStateException("the gate did not know a chat completion");
    }
    return call.admit(null);
  }
}
