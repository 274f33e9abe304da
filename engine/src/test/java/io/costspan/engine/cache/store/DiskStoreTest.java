// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.file.PrivateFiles;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiskStoreTest extends DiskBench {
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
}
