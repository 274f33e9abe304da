// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.contract.BodyFilter;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What asking for usage costs: the edit of a request, the filter of a stream. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamUsageBenchmark {
  private final Endpoint endpoint =
      Objects.requireNonNull(
          new EndpointDetector()
              .detect("POST", "api.openai.com", 443, "https://api.openai.com/v1/chat/completions"));
  private final StreamUsage streamUsage = new StreamUsage(StreamUsageMode.AUTO);
  private final ByteBuffer small = request(2_000);
  private final ByteBuffer large = request(400_000);
  private final RequestFacts facts = facts(small);
  private final List<ByteBuffer> frames = Bodies.frames(200);

  /** A prompt of 2 KB. */
  @Benchmark
  public @Nullable ByteBuffer ask2k() {
    return streamUsage.asking(endpoint, facts, small);
  }

  /** A prompt of 400 KB. */
  @Benchmark
  public @Nullable ByteBuffer ask400k() {
    return streamUsage.asking(endpoint, facts, large);
  }

  /** A stream of 200 frames and its ending; divide by 203. */
  @Benchmark
  public long filter200() {
    BodyFilter filter =
        Objects.requireNonNull(
            streamUsage.filter(
                endpoint,
                facts,
                new ResponseHead(
                    200, name -> name.equals("content-type") ? "text/event-stream" : null)));
    long passed = 0;
    for (ByteBuffer frame : frames) {
      passed += filter.filter(frame.duplicate()).remaining();
    }
    return passed + filter.finish().remaining();
  }

  private RequestFacts facts(ByteBuffer body) {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    boolean ended = reader.data(body.duplicate());
    return reader.finish(!ended);
  }

  private static ByteBuffer request(int size) {
    String text =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + "word ".repeat(size / 5)
            + "\"}],\"stream\":true}";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }
}
