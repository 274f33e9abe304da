// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.file.PrivateFiles;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final CacheKey KEY = new CacheKey(1, 2, 3, -4);
  private static final byte[] SALT = new byte[32];

  @TempDir Path home;

  @Test
  void anAnswerSurvivesRestartByteForByteAndIsTheOwnersAlone() throws Exception {
    StoredAnswer answer = answer("hello", Duration.ofHours(1));
    DiskStore store = store(NOW);
    store.put(KEY, answer, 0);
    assertThat(store.quiet()).isTrue();

    Found found = read(store(NOW.plusSeconds(90)), KEY);
    assertThat(found.age()).isEqualTo(Duration.ofSeconds(90));
    assertThat(found.answer().pieces().bytes()).isEqualTo("hello".getBytes(UTF_8));
    assertThat(found.answer()).usingRecursiveComparison().ignoringFields("usage").isEqualTo(answer);
    assertThat(found.answer().usage()).isEqualTo(answer.usage());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void anyByteThatIsNotWhatItWasMakesAMissAndTheFileGoes() throws Exception {
    byte[] whole = AnswerFile.encode(KEY, answer("hello", Duration.ofHours(1)), SALT);
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      byte[] bad = whole.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      missesAndDeletes(bad);
      missesAndDeletes(Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
    missesAndDeletes(AnswerFile.encode(KEY, answer("hello", Duration.ofHours(1)), new byte[31]));
    missesAndDeletes(
        AnswerFile.encode(new CacheKey(9, 9, 9, 9), answer("x", Duration.ofHours(1)), SALT));
  }

  private void missesAndDeletes(byte[] bytes) throws Exception {
    Files.createDirectories(folder());
    Files.write(file(), bytes);
    Files.setLastModifiedTime(file(), FileTime.from(NOW.plus(Duration.ofHours(1))));
    assertThat(read(store(NOW), KEY)).isNull();
    assertThat(file()).doesNotExist();
  }

  @Test
  void whatIsOverIsSweptAndStrangersFilesStay() throws Exception {
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofMinutes(1)), 0);
    assertThat(store.quiet()).isTrue();
    Path stranger = Files.writeString(folder().resolve("notes.txt"), "mine");

    DiskStore later = store(NOW.plus(Duration.ofMinutes(2)));
    assertThat(later.quiet()).isTrue();
    assertThat(later.mayHave(KEY)).isFalse();
    assertThat(file()).doesNotExist();
    assertThat(stranger).exists();
  }

  @Test
  void aClockThatWasSetBackAnHourMakesNoAnswerYounger() throws Exception {
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofHours(3)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(read(store(NOW.minus(Duration.ofHours(1))), KEY)).isNull();
    assertThat(read(store(NOW.plusSeconds(1)), KEY)).isNotNull();
  }

  @Test
  void itStaysWithinItsBoundAndThoseGoThatWouldBeOverFirst() throws Exception {
    DiskStore store = new DiskStore(folder(), 20_000, () -> SALT, at(NOW), new Timer());
    for (int i = 0; i < 40; i++) {
      store.put(new CacheKey(i, 0, 0, 0), answer("x".repeat(1000), Duration.ofMinutes(10 + i)), 0);
      assertThat(store.quiet()).isTrue();
    }
    assertThat(store.bytes()).isBetween(1L, 20_000L).isEqualTo(size());
    assertThat(store.evictions()).isPositive();
    assertThat(read(store, new CacheKey(39, 0, 0, 0))).isNotNull();
    assertThat(read(store, new CacheKey(0, 0, 0, 0))).isNull();
  }

  @Test
  void aFullDiskIsAMissAndTold() throws Exception {
    DiskFolder full =
        new DiskFolder(
            folder(),
            1 << 20,
            (file, bytes, modified) -> {
              throw new IOException("No space left on device");
            });
    DiskStore store = new DiskStore(full, () -> SALT, at(NOW), new Timer());
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(store.trouble()).contains("No space left");
    assertThat(store.mayHave(KEY)).isFalse();
    assertThat(store.find(KEY).join()).isNull();
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws Exception {
    PrivateFiles.parents(home);
    Files.writeString(folder(), "in the way");
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(store.trouble()).contains("not kept on disk");
    assertThat(store.find(KEY).join()).isNull();
  }

  @Test
  void aFolderThatIsRemovedWhileItRunsIsMadeAgain() throws Exception {
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    Files.delete(file());
    Files.delete(folder());

    assertThat(store.find(KEY).join()).isNull();
    store.put(KEY, answer("again", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(read(store, KEY).answer().pieces().bytes()).isEqualTo("again".getBytes(UTF_8));
  }

  @Test
  void anotherJvmOfTheHostFindsIt() throws Exception {
    DiskStore other = store(NOW);
    assertThat(other.quiet()).isTrue();
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(read(store(NOW), KEY)).isNotNull();
    assertThat(other.remove(answer -> true).answers()).isEqualTo(1);
  }

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

  @Test
  void aFileThatIsJustWrittenIsNoOtherJvmsToSweep() throws Exception {
    DiskFolder other = new DiskFolder(folder(), 1 << 20, PrivateFiles::replace);
    Instant soon = Instant.now().plusSeconds(2);
    DiskFolder mine =
        new DiskFolder(
            folder(),
            1 << 20,
            (file, bytes, modified) -> {
              PrivateFiles.replace(file, bytes, modified);
              other.look(soon); // before anything else can be done to the file
            });
    mine.look(soon);
    mine.write(KEY, new byte[] {1}, soon.plusSeconds(60), () -> true);
    assertThat(file()).exists();
    assertThat(other.has(KEY)).isTrue();
  }

  @Test
  void aFileThatIsBeingWrittenStaysAnHour() throws Exception {
    DiskFolder other = new DiskFolder(folder(), 1 << 20, PrivateFiles::replace);
    other.look(NOW);
    Path draft = Files.writeString(folder().resolve(KEY.hex() + ".answer-12-34"), "half");
    Files.setLastModifiedTime(draft, FileTime.from(NOW));
    other.look(NOW.plusSeconds(3_000));
    assertThat(draft).exists();
    other.look(NOW.plusSeconds(4_000));
    assertThat(draft).doesNotExist();
  }

  @Test
  void aFileThatWasReplacedAsItWasSweptIsPutBack() throws Exception {
    DiskStore store = store(NOW);
    store.put(KEY, answer("fresh", Duration.ofHours(1)), 0);
    assertThat(store.quiet()).isTrue();
    DiskFolder.sweep(file(), NOW);
    assertThat(read(store, KEY)).isNotNull();
    DiskFolder.sweep(file(), NOW.plus(Duration.ofHours(2)));
    assertThat(folder()).isEmptyDirectory();
    DiskFolder.sweep(file(), NOW);
  }

  @Test
  void textsOfAnyLengthAreKept() throws Exception {
    String longText = "ä".repeat(70_000);
    StoredAnswer answer =
        new StoredAnswer(
            "r",
            "openai",
            longText,
            "chat",
            Map.of("team", longText),
            200,
            List.of(Map.entry("x-long", longText)),
            false,
            Pieces.of("hello".getBytes(UTF_8)),
            Usage.NONE,
            NOW,
            Duration.ofHours(1),
            Duration.ZERO);
    DiskStore store = store(NOW);
    store.put(KEY, answer, 0);
    assertThat(store.quiet()).isTrue();
    assertThat(store.trouble()).isNull();
    assertThat(read(store, KEY).answer()).usingRecursiveComparison().isEqualTo(answer);
  }

  @Test
  void whatNoFileCanHoldIsNotKeptAndIsNoTrouble() throws Exception {
    DiskStore store = store(NOW);
    store.put(KEY, answer("hello", Duration.ofSeconds(Long.MAX_VALUE)), 0);
    assertThat(store.quiet()).isTrue();
    assertThat(store.trouble()).isNull();
    assertThat(folder()).isEmptyDirectory();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private DiskStore store(Instant now) throws InterruptedException {
    DiskStore store = new DiskStore(folder(), 1 << 20, () -> SALT, at(now), new Timer());
    assertThat(store.quiet()).isTrue();
    return store;
  }

  /** A busy machine may take longer than a caller would wait. */
  private static Found read(DiskStore store, CacheKey key) throws InterruptedException {
    Found found = null;
    for (int i = 0; i < 100 && found == null && store.mayHave(key); i++) {
      found = store.find(key).join();
    }
    return found;
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private Path folder() {
    return home.resolve("cache");
  }

  private Path file() {
    return folder().resolve(KEY.hex() + ".answer");
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static StoredAnswer answer(String body, Duration ttl) {
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
