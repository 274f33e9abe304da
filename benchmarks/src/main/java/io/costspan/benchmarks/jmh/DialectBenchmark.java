// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What reading an answer costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DialectBenchmark {
  private final Endpoint endpoint =
      Objects.requireNonNull(
          new EndpointDetector()
              .detect("POST", "api.openai.com", 443, "https://api.openai.com/v1/chat/completions"));
  private final ByteBuffer small = ByteBuffer.wrap(Bodies.json(2_000)).asReadOnlyBuffer();
  private final ByteBuffer large = ByteBuffer.wrap(Bodies.json(200_000)).asReadOnlyBuffer();
  private final List<ByteBuffer> frames = Bodies.frames(200);

  /** 2 KB of JSON. */
  @Benchmark
  public ResponseFacts json2k() {
    return read("application/json", List.of(small));
  }

  /** 200 KB of JSON. */
  @Benchmark
  public ResponseFacts json200k() {
    return read("application/json", List.of(large));
  }

  /** A stream of 200 frames and its ending. */
  @Benchmark
  public ResponseFacts sse200() {
    return read("text/event-stream", frames);
  }

  private ResponseFacts read(String type, List<ByteBuffer> buffers) {
    ResponseHead head =
        new ResponseHead(200, name -> name.equalsIgnoreCase("content-type") ? type : null);
    BodyReader<ResponseFacts> reader =
        endpoint.dialect().response(endpoint, RequestFacts.UNKNOWN, head);
    for (ByteBuffer buffer : buffers) {
      reader.data(buffer.duplicate());
    }
    return reader.finish(true);
  }
}
