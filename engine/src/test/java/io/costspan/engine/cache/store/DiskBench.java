// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A store on disk in a folder of its own. */
abstract class DiskBench {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final CacheKey KEY = new CacheKey(1, 2, 3, -4);
  static final byte[] SALT = new byte[32];

  @TempDir Path home;

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  DiskStore store(Instant now) throws InterruptedException {
    DiskStore store = new DiskStore(folder(), 1 << 20, () -> SALT, at(now), new Timer());
    assertThat(store.quiet()).isTrue();
    return store;
  }

  /** A busy machine may take longer than a caller would wait. */
  static Found read(DiskStore store, CacheKey key) throws InterruptedException {
    Found found = null;
    for (int i = 0; i < 100 && found == null && store.mayHave(key); i++) {
      found = store.find(key).join();
    }
    return found;
  }

  long size() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  Path folder() {
    return home.resolve("cache");
  }

  Path file() {
    return folder().resolve(KEY.hex() + ".answer");
  }

  static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  static StoredAnswer answer(String body, Duration ttl) {
    return new StoredAnswer(
        "r",
        "openai",
        "m",
        "chat",
        Map.of("team", "a"),
        200,
        List.of(Map.entry("content-type", "application/json")),
        false,
        Pieces.of(body.getBytes(UTF_8)),
        Usage.builder().set(Unit.INPUT, 3).build(),
        NOW,
        ttl,
        Duration.ZERO);
  }
}
