// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.engine.cache.join.Joined.Answered;
import io.costspan.engine.cache.join.Joined.Lead;
import io.costspan.engine.cache.join.Joined.Leads;
import io.costspan.engine.cache.join.Joined.Waits;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.store.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Flights of one key, and what their leaders and followers do. */
abstract class FlightBench {
  static final CacheKey KEY = new CacheKey(1, 2, 3, 4);
  static final Duration LONG = Duration.ofSeconds(30);
  static final List<Map.Entry<String, String>> HEAD =
      List.of(Map.entry("content-type", "text/event-stream"));

  final RecordingRoom room = new RecordingRoom(64 << 20);
  final Flights flights = new Flights(room, new Timer());

  Lead leads() {
    return ((Leads) flights.join(KEY, LONG)).flight();
  }

  Waits waits() {
    return (Waits) flights.join(KEY, LONG);
  }

  static Answered answered(Waits waits) throws Exception {
    return (Answered) get(waits.then());
  }

  static String rest(Answered answered) throws Exception {
    StringBuilder all = new StringBuilder();
    while (true) {
      ByteBuffer piece = get(answered.body().next());
      if (piece == null) {
        return all.toString();
      }
      all.append(UTF_8.decode(piece));
    }
  }

  static String text(CompletionStage<ByteBuffer> piece) throws Exception {
    return UTF_8.decode(get(piece)).toString();
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }
}
