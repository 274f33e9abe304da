// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger under other processes: killed ones, several at once, one without room. */
@Timeout(120)
class JournalProcessTest {
  private static final long LARGE = 1L << 24;

  @TempDir Path home;

  @Test
  void aKilledProcessLosesNoSettledCall() throws Exception {
    try (WriterProcess writer = WriterProcess.start("", home, 1_000_000, LARGE, 0)) {
      writer.await(500);
      int settled = writer.kill();

      assertThat(settled).isGreaterThanOrEqualTo(500);
      assertThat(new LedgerDirectory(home).entries()).hasSizeGreaterThanOrEqualTo(settled);
      assertThat(new LedgerDirectory(home).counts().damaged()).isZero();
    }
  }

  @Test
  void processesWriteSideBySide() throws Exception {
    List<WriterProcess> writers = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        writers.add(WriterProcess.start("", home, 300, 50_000, 0));
      }
      for (WriterProcess writer : writers) {
        writer.await(300);
        assertThat(writer.end()).isZero();
      }
    } finally {
      writers.forEach(WriterProcess::close);
    }

    LedgerDirectory ledger = new LedgerDirectory(home);
    assertThat(ledger.entries()).hasSize(900);
    assertThat(ledger.files()).hasSizeGreaterThan(3);
    assertThat(ledger.counts().torn() + ledger.counts().damaged()).isZero();
  }

  @Test
  void aReaderFollowsARunningWriter() throws Exception {
    try (WriterProcess writer = WriterProcess.start("", home, 400, LARGE, 60_000)) {
      writer.await(1);
      JournalReader reader = new JournalReader(JournalOptions.directory(home));
      List<String> seen = new ArrayList<>();
      while (seen.size() < 400) {
        reader.read(entry -> seen.add(entry.identity().id()));
      }

      assertThat(seen).doesNotHaveDuplicates().hasSize(400);
      assertThat(reader.read(entry -> seen.add("more")).damaged()).isZero();
      assertThat(seen).hasSize(400);
    }
  }

  /** The limit on a file's size makes the write of a line end half way, as a full disk does. */
  @Test
  void aLineThatFoundNoRoomLeavesNoTornOne() throws Exception {
    try (WriterProcess writer = WriterProcess.start("ulimit -f 16", home, 200, LARGE, 0)) {
      int lost = writer.await(200);
      writer.end();

      LedgerDirectory ledger = new LedgerDirectory(home);
      assertThat(lost).isPositive();
      assertThat(ledger.entries()).hasSize(200 - lost).isNotEmpty();
      assertThat(ledger.counts().torn() + ledger.counts().damaged()).isZero();
    }
  }

  @Test
  void theSweepSparesARunningWritersFileAndTakesItAfterwards() throws Exception {
    LedgerDirectory ledger = new LedgerDirectory(home);
    Instant nextYear = Instant.now().plus(Duration.ofDays(365));
    JournalSweep sweep = new JournalSweep(ledger.directory(), 0, Duration.ofDays(1));
    try (WriterProcess writer = WriterProcess.start("", home, 10, LARGE, 60_000)) {
      writer.await(10);

      sweep.run(home.resolve("none"), nextYear);
      assertThat(ledger.files())
          .singleElement()
          .extracting(Path::toString)
          .asString()
          .contains("-" + writer.pid() + "-");

      writer.kill();
      sweep.run(home.resolve("none"), nextYear);
      assertThat(ledger.files()).isEmpty();
    }
  }

  @Test
  void theSweepTakesTheOldestFirstAndNothingOfOthers() throws IOException {
    Path directory = Files.createDirectories(JournalOptions.directory(home));
    Path notes = Files.writeString(directory.resolve("notes.jsonl"), "mine");
    Path old = file(directory, "20200101T000000000Z-1-00000001.jsonl", 10_000, 100);
    Path middle = file(directory, "20200102T000000000Z-1-00000001.jsonl", 10_000, 2);
    Path young = file(directory, "20200103T000000000Z-1-00000001.jsonl", 10_000, 1);

    new JournalSweep(directory, 1 << 20, Duration.ofDays(50)).run(young, Instant.now());
    assertThat(old).doesNotExist();
    assertThat(middle).exists();

    Path other = file(directory, "20200104T000000000Z-1-00000001.jsonl", 1, 1);
    new JournalSweep(directory, 8_192, Duration.ofDays(50)).run(young, Instant.now());
    assertThat(middle).doesNotExist();
    assertThat(List.of(young, other, notes)).allMatch(Files::exists);
  }

  private static Path file(Path directory, String name, int size, int daysOld) throws IOException {
    Path file = Files.write(directory.resolve(name), new byte[size]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(daysOld))));
    return file;
  }
}
