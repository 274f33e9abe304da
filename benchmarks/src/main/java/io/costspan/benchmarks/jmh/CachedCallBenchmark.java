// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.contract.Call;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.cache.CacheRoom;
import io.costspan.engine.cache.CacheRule;
import io.costspan.engine.cache.CacheSize;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.meter.CallerTags;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Guidance;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.meter.TraceLinks;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.EndpointDetector;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
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
 * What the cache costs a call on its caller's thread, the meter's own reading of the request
 * included: one that is answered from memory, from the first look to the answer's last byte, and
 * one that is not in the cache, until it is sent. Long prompts are nearly all key.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CachedCallBenchmark {
  private static final String HOST = "api.openai.com";
  private static final String URL = "https://api.openai.com/v1/chat/completions";
  private static final int LONG = 400_000;
  private static final Map<String, String> REQUEST =
      Map.of("authorization", "Bearer sk-a", "content-type", "application/json");
  private static final Map<String, String> RESPONSE = Map.of("content-type", "application/json");
  private static final byte[] ANSWER =
      ("{\"id\":\"c1\",\"object\":\"chat.completion\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":"
              + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},"
              + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,"
              + "\"completion_tokens\":3,\"total_tokens\":12}}")
          .getBytes(UTF_8);
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

  /**
   * What is asked: a line, 400 KB without an escape, with one at each end of line, with one every
   * few bytes as in code, or with nothing but escapes.
   */
  @Param({"short", "plain", "lines", "code", "escapes"})
  public String prompt = "short";

  private Meter meter = meter(Guidance.NONE);
  private Meter bare = meter;
  private byte[] stored = new byte[0];
  private byte[] other = new byte[0];

  /** Has an answer stored. */
  @Setup
  public void store() {
    CacheRule rule = CacheRule.of("all", Match.ALL, Duration.ofDays(1));
    CacheRoom room =
        new CacheRoom(
            List.of(rule),
            CacheSize.DEFAULT,
            () -> new byte[32],
            Clock.systemUTC(),
            System::nanoTime);
    meter = meter(new Guidance(room, Forecaster.NONE, "shop", CallerTags.NONE));
    stored = body("gpt-4o");
    other = body("gpt-4o-mini");
    Call call = open(meter);
    if (!(call.admit(ByteBuffer.wrap(stored).asReadOnlyBuffer()) instanceof Verdict.Send)) {
      throw new IllegalStateException("answered before there was an answer");
    }
    Reaction reaction = call.respond(200, RESPONSE, HEADERS, null);
    reaction.tap().data(ByteBuffer.wrap(ANSWER).asReadOnlyBuffer());
    reaction.tap().end();
  }

  /** A call that is answered from memory, the whole of it. */
  @Benchmark
  public int hit() {
    Call call = open(meter);
    Verdict verdict = call.admit(ByteBuffer.wrap(stored).asReadOnlyBuffer());
    if (!(verdict instanceof Verdict.Answer answer)) {
      throw new IllegalStateException("no hit: " + verdict);
    }
    int length = 0;
    try (var body = answer.body()) {
      while (true) {
        ByteBuffer piece = body.next().toCompletableFuture().join();
        if (piece == null) {
          return length;
        }
        length += piece.remaining();
      }
    }
  }

  /** A call that is not in the cache, until it goes out; then it fails. */
  @Benchmark
  public Verdict miss() {
    return sent(meter);
  }

  /** The same where there is no cache: what the meter alone takes to read the request. */
  @Benchmark
  public Verdict without() {
    return sent(bare);
  }

  private Verdict sent(Meter through) {
    Call call = open(through);
    Verdict verdict = call.admit(ByteBuffer.wrap(other).asReadOnlyBuffer());
    if (!(verdict instanceof Verdict.Send)) {
      throw new IllegalStateException("a hit: " + verdict);
    }
    call.fail(new CancellationException());
    return verdict;
  }

  private static Call open(Meter meter) {
    return Objects.requireNonNull(meter.open("POST", HOST, 443, URL, REQUEST, HEADERS));
  }

  /** What is settled is dropped once the queue is full: nobody reads it. */
  private static Meter meter(Guidance guidance) {
    return new Meter(
        new EndpointDetector()::detect,
        new Settler(16),
        new Fingerprint(new byte[16]),
        new TraceLinks(traceId -> false),
        () -> null,
        false,
        Clock.systemUTC(),
        new StreamUsage(StreamUsageMode.NEVER),
        guidance);
  }

  private byte[] body(String model) {
    String text =
        switch (prompt) {
          case "short" -> "Hi";
          case "plain" -> fill("The quick brown fox jumps over the lazy dog. ");
          case "lines" -> fill("A line of text that goes on for a while, as those of logs do.\\n");
          case "code" -> fill("  if (x == \\\"a\\\") {\\n    return \\\"b\\\";\\n  }\\n");
          default -> fill("\\u4f60\\u597d");
        };
    return ("{\"model\":\""
            + model
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + text
            + "\"}]}")
        .getBytes(UTF_8);
  }

  private static String fill(String piece) {
    return piece.repeat(LONG / piece.length());
  }
}
