// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.contract.Caller;
import io.costspan.engine.cache.key.KeyRecipe;
import io.costspan.engine.cache.key.Keyed;
import io.costspan.engine.cache.key.RequestKeys;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the key of a request costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CacheBenchmark {
  private static final Subject WHO =
      new Subject("openai", "gpt-4o-mini", "chat", "api.openai.com", "shop", "1a2b", Map.of());

  private final Map<String, String> headers =
      Map.of("authorization", "Bearer sk-test", "content-type", "application/json");
  private final Endpoint endpoint =
      Objects.requireNonNull(
          new EndpointDetector().detect("POST", "api.openai.com", 443, Exchanges.URL));
  private final Arrival arrival =
      new Arrival(endpoint, "POST", Exchanges.URL, headers::get, headers::forEach, null, WHO);
  private final KeyRecipe recipe =
      new KeyRecipe("a", false, List.of(), List.of(), List.of(), Set.of());
  private final RequestKeys keys = new RequestKeys(() -> new byte[16]);
  private final ByteBuffer small = new Exchanges(2_000).another();
  private final ByteBuffer large = new Exchanges(400_000).another();

  /** Of a prompt of 2 KB. */
  @Benchmark
  public Keyed key2k() {
    return key(small);
  }

  /** Of a prompt of 400 KB. */
  @Benchmark
  public Keyed key400k() {
    return key(large);
  }

  private Keyed key(ByteBuffer body) {
    Keyed keyed =
        keys.of(
            recipe,
            arrival,
            new Asked(WHO, RequestFacts.UNKNOWN, body, Caller.WAITS, () -> Forecast.UNKNOWN));
    if (keyed.key() == null) {
      throw new IllegalStateException(keyed.toString());
    }
    return keyed;
  }
}
