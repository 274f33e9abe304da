// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.passage.ControlOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSinkTest {
  @TempDir Path temp;
  private final SettableClock clock = new SettableClock();

  @Test
  void nothingIsMadeBeforeTheFirstCall() {
    try (JournalSink sink = new JournalSink(ledger().options())) {
      sink.flush(1000);

      assertThat(temp.resolve("home")).doesNotExist();
    }
  }

  @Test
  void aCallCanBeReadAsSoonAsItIsSettled() throws IOException {
    try (JournalSink sink = new JournalSink(ledger().options())) {
      sink.settled(SampleCalls.full(1));
      sink.settled(SampleCalls.bare());

      assertThat(ledger().entries())
          .containsExactly(
              EntryOfCall.of(SampleCalls.full(1), "shop"),
              EntryOfCall.of(SampleCalls.bare(), "shop"));
      assertThat(sink.lost()).isZero();
    }
  }

  @Test
  void directoriesAndFilesAreTheirOwnersOnly() throws IOException {
    try (JournalSink sink = new JournalSink(ledger().options())) {
      sink.settled(SampleCalls.full(1));

      assertThat(permissions(temp.resolve("home"))).isEqualTo("rwx------");
      assertThat(permissions(ledger().directory())).isEqualTo("rwx------");
      assertThat(ledger().files())
          .singleElement()
          .extracting(JournalSinkTest::permissions)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aWiderDirectoryIsNarrowedButItsParentIsNot() throws IOException {
    Files.createDirectories(ledger().directory());
    Files.setPosixFilePermissions(
        ledger().directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        temp.resolve("home"), PosixFilePermissions.fromString("rwxr-xr-x"));

    try (JournalSink sink = new JournalSink(ledger().options())) {
      sink.settled(SampleCalls.full(1));

      assertThat(permissions(ledger().directory())).isEqualTo("rwx------");
      assertThat(permissions(temp.resolve("home"))).isEqualTo("rwxr-xr-x");
    }
  }

  @Test
  void aFullFileIsFollowedByAnother() throws IOException {
    try (JournalSink sink = new JournalSink(ledger().options(5_000, 1 << 20), clock)) {
      for (int i = 0; i < 20; i++) {
        clock.advance(Duration.ofMillis(5));
        sink.settled(SampleCalls.full(i));
      }
    }

    assertThat(ledger().files()).hasSizeGreaterThan(2);
    for (Path file : ledger().files()) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(5_000);
    }
    assertThat(ledger().entries())
        .extracting(entry -> Long.parseLong(entry.identity().id(), 16))
        .containsExactly(
            0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L,
            19L);
  }

  @Test
  void aDayOldFileIsFollowedByAnother() {
    try (JournalSink sink = new JournalSink(ledger().options(), clock)) {
      sink.settled(SampleCalls.full(1));
      clock.advance(Duration.ofHours(25));
      sink.settled(SampleCalls.full(2));
    }

    assertThat(ledger().files()).hasSize(2);
  }

  @Test
  void whatCannotBeWrittenIsCountedAndToldWhenItWorksAgain() throws IOException {
    Files.createDirectories(temp.resolve("home"));
    Files.writeString(ledger().directory(), "in the way");
    try (JournalSink sink = new JournalSink(ledger().options(), clock)) {
      sink.settled(SampleCalls.full(1));
      sink.settled(SampleCalls.full(2));
      Files.delete(ledger().directory());
      sink.settled(SampleCalls.full(3));

      assertThat(sink.lost()).as("no try within the pause").isEqualTo(3);
      assertThat(ledger().directory()).doesNotExist();

      clock.advance(Duration.ofSeconds(2));
      sink.settled(SampleCalls.full(4));

      assertThat(sink.lost()).isEqualTo(3);
      assertThat(ledger().entries())
          .singleElement()
          .isEqualTo(EntryOfCall.of(SampleCalls.full(4), "shop"));
      assertThat(ledger().counts().lostCalls()).isEqualTo(3);
    }
  }

  @Test
  void triesBecomeRarerButNeverStop() throws IOException {
    Files.createDirectories(temp.resolve("home"));
    Files.writeString(ledger().directory(), "in the way");
    try (JournalSink sink = new JournalSink(ledger().options(), clock)) {
      for (int i = 0; i < 1000; i++) {
        sink.settled(SampleCalls.full(i));
        clock.advance(Duration.ofSeconds(1));
      }
      Files.delete(ledger().directory());
      clock.advance(Duration.ofSeconds(60));
      sink.settled(SampleCalls.full(1));

      assertThat(sink.lost()).isEqualTo(1000);
      assertThat(ledger().entries()).hasSize(1);
    }
  }

  @Test
  void aDirectoryThatWasTakenAwayIsMadeAgain() throws IOException {
    try (JournalSink sink = new JournalSink(ledger().options(), clock)) {
      sink.settled(SampleCalls.full(1));
      delete(temp.resolve("home"));
      clock.advance(Duration.ofSeconds(2));
      sink.settled(SampleCalls.full(2));

      assertThat(ledger().entries())
          .singleElement()
          .isEqualTo(EntryOfCall.of(SampleCalls.full(2), "shop"));
    }
  }

  @Test
  void ordersAreKeptBesideCalls() throws IOException {
    ControlOrder order =
        new ControlOrder(
            SampleCalls.START,
            "ann",
            ControlOrder.What.RESET,
            "daily",
            null,
            null,
            null,
            null,
            null);
    try (JournalSink sink = new JournalSink(ledger().options())) {
      sink.settled(SampleCalls.full(1));
      sink.ordered(order);
    }
    List<Object> lines = new ArrayList<>();
    new JournalReader(ledger().directory())
        .read(
            new LedgerLines() {
              @Override
              public void call(JournalEntry entry) {
                lines.add(entry);
              }

              @Override
              public void order(ControlOrder ordered) {
                lines.add(ordered);
              }
            });

    assertThat(lines).containsExactly(EntryOfCall.of(SampleCalls.full(1), "shop"), order);
  }

  @Test
  void knowsItsOwnFilesAndThatCallsAreMissing() throws IOException {
    try (JournalSink sink = new JournalSink(ledger().options(8192, 1 << 28), clock);
        JournalSink other = new JournalSink(ledger().options())) {
      for (int i = 0; i < 20; i++) {
        sink.settled(SampleCalls.full(i));
      }
      assertThat(ledger().files())
          .hasSizeGreaterThan(1)
          .allMatch(sink::owns)
          .noneMatch(other::owns);
      assertThat(sink.failing()).isFalse();

      delete(ledger().directory());
      Files.createFile(ledger().directory());
      clock.advance(Duration.ofSeconds(2));
      sink.settled(SampleCalls.full(21));
      assertThat(sink.failing()).isTrue();

      Files.delete(ledger().directory());
      clock.advance(Duration.ofSeconds(2));
      sink.settled(SampleCalls.full(22));
      assertThat(sink.failing()).isFalse();
    }
  }

  @Test
  void anInterruptedThreadLosesItsCallAndNoOther() throws IOException {
    try (JournalSink sink = new JournalSink(ledger().options(), clock)) {
      sink.settled(SampleCalls.full(1));
      Thread.currentThread().interrupt();
      sink.settled(SampleCalls.full(2));
      assertThat(Thread.interrupted()).isTrue();
      clock.advance(Duration.ofSeconds(2));
      sink.settled(SampleCalls.full(3));

      assertThat(ledger().entries()).hasSize(2);
      assertThat(ledger().counts().lostCalls()).isEqualTo(1);
      assertThat(ledger().counts().torn()).isZero();
    }
  }

  private LedgerDirectory ledger() {
    return new LedgerDirectory(temp.resolve("home"));
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
