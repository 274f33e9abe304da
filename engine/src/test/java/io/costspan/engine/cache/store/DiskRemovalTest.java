// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.file.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Answers that are taken out. */
class DiskRemovalTest extends DiskBench {
  @Test
  void answersCanBeTakenOut() throws Exception {
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    store.put(new CacheKey(5, 0, 0, 0), answer("other", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(
            store
                .remove(answer -> answer.pieces().length() == 5 && answer.rule().equals("r"))
                .answers())
        .isEqualTo(2);
    assertThat(store.entries()).isZero();
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFileThatCannotBeReadEndsNoInvalidation() throws Exception {
    Set<String> bad = ConcurrentHashMap.newKeySet();
    DiskStore store =
        new DiskStore(
            new DiskFolder(
                folder(),
                1 << 20,
                PrivateFiles::replace,
                file -> {
                  if (bad.contains(file.getFileName().toString())) {
                    throw new IOException("Input/output error");
                  }
                  if (file.equals(file())) {
                    throw new NoSuchFileException(file.toString()); // another JVM made room
                  }
                  return Files.readAllBytes(file);
                }),
            () -> SALT,
            at(NOW),
            new Timer());
    for (int i = 0; i < 40; i++) {
      store.put(new CacheKey(i, 0, 0, 0), answer("hello", Duration.ofHours(1)), 0);
      assertThat(store.quiet()).isTrue();
    }
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    for (int i = 10; i < 15; i++) {
      bad.add(new CacheKey(i, 0, 0, 0).hex() + ".answer");
    }

    assertThat(store.remove(answer -> true)).isEqualTo(new DiskStore.Removed(35, 0));
    assertThat(store.trouble()).contains("Input/output error");
    assertThat(store.entries()).isZero();
    assertThat(folder().toFile().list()).containsExactly(file().getFileName().toString());
  }

  @Test
  void whatCanBeNeitherReadNorDeletedIsSaid() throws Exception {
    DiskStore store =
        new DiskStore(
            new DiskFolder(
                folder(),
                1 << 20,
                PrivateFiles::replace,
                file -> {
                  Files.delete(file);
                  Files.createDirectories(file.resolve("full")); // nobody can delete it
                  throw new IOException("Input/output error");
                }),
            () -> SALT,
            at(NOW),
            new Timer());
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(store.remove(answer -> true)).isEqualTo(new DiskStore.Removed(0, 1));
  }

  @Test
  void whatIsTakenOutDoesNotComeBackByAWriteThatWaits() throws Exception {
    CountDownLatch encoding = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    DiskStore store =
        new DiskStore(
            folder(),
            1 << 20,
            () -> {
              encoding.countDown();
              await(go);
              return SALT;
            },
            at(NOW),
            new Timer());
    CacheKey second = new CacheKey(5, 0, 0, 0);
    store.put(KEY, answer("hello", Duration.ofHours(1)), store.invalidations().count());
    store.put(second, answer("other", Duration.ofHours(1)), store.invalidations().count());
    await(encoding);
    assertThat(store.remove(answer -> answer.pieces().length() == 5).answers()).isZero();
    store.put(second, answer("later", Duration.ofHours(1)), store.invalidations().count());
    go.countDown();
    assertThat(store.quiet()).isTrue();
    assertThat(file()).doesNotExist();
    assertThat(read(store, second).answer().pieces().bytes()).isEqualTo("later".getBytes(UTF_8));
  }

  @Test
  void whatWasTakenOutIsKnownOfTheLastAndSupposedOfAllBefore() {
    Invalidations past = new Invalidations();
    long since = past.count();
    StoredAnswer answer = answer("hello", Duration.ofHours(1));
    assertThat(past.spoil(since, answer)).isFalse();
    past.add(other -> other.rule().equals("another"));
    assertThat(past.spoil(since, answer)).isFalse();
    past.add(other -> other.rule().equals("r"));
    assertThat(past.spoil(since, answer)).isTrue();
    assertThat(past.spoil(past.count(), answer)).as("it set out later").isFalse();
    long later = past.count();
    for (int i = 0; i < 64; i++) {
      past.add(other -> false);
    }
    assertThat(past.spoil(later, answer)).isFalse();
    past.add(other -> false);
    assertThat(past.spoil(later, answer)).as("nobody knows any more").isTrue();
  }
}
