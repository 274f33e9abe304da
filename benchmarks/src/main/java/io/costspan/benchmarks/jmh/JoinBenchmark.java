// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.engine.cache.join.Flights;
import io.costspan.engine.cache.join.FollowedBody;
import io.costspan.engine.cache.join.Joined;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.store.Timer;
import io.costspan.engine.usage.Usage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a frame of a stream costs the call that others have joined, on its application's thread,
 * where all of the others wait for it: frames come slower than they are read.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JoinBenchmark {
  private static final int FRAMES = 1_000;
  private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);

  /** Calls that follow. */
  @Param({"0", "1", "10", "100"})
  public int followers = 1;

  private final Flights flights = new Flights(new RecordingRoom(64L << 20), new Timer());
  private final ByteBuffer frame = Bodies.frames(1).get(0);
  private final AtomicInteger waiting = new AtomicInteger();
  private Joined.@Nullable Lead lead;
  private int frames;

  /** Waits until everybody waits; begins anew where a stream has got long. */
  @Setup(Level.Invocation)
  public void everybodyWaits() {
    if (lead != null) {
      await();
    }
    if (lead == null || frames == FRAMES) {
      begin();
      await();
    }
    waiting.set(0);
    frames++;
  }

  private void await() {
    while (waiting.get() < followers) {
      Thread.onSpinWait();
    }
  }

  private void begin() {
    if (lead != null) {
      lead.over(true, null, Usage.NONE);
    }
    waiting.set(0);
    frames = 0;
    if (!(join() instanceof Joined.Leads leads)) {
      throw new IllegalStateException("somebody leads already");
    }
    lead = leads.flight();
    lead.head(200, List.of(), true);
    List<FollowedBody> bodies = new ArrayList<>();
    for (int i = 0; i < followers; i++) {
      if (!(join() instanceof Joined.Answered answered)) {
        throw new IllegalStateException("not joined");
      }
      bodies.add(answered.body());
    }
    bodies.forEach(this::follow);
  }

  private Joined join() {
    return flights.join(KEY, Duration.ofMinutes(1));
  }

  private void follow(FollowedBody body) {
    body.next()
        .whenComplete(
            (piece, failure) -> {
              if (piece == null) {
                body.close(); // gives the memory of the stream back, as every client does
              } else {
                follow(body);
              }
            });
    waiting.incrementAndGet();
  }

  /** A frame. */
  @Benchmark
  public void frame() {
    if (lead != null) {
      lead.data(frame.duplicate());
    }
  }
}
