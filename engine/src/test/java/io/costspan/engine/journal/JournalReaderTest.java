// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
  @TempDir Path directory;
  private final List<String> seen = new ArrayList<>();

  @Test
  void aTornLastLineIsCountedAndTheRestRead() throws IOException {
    byte[] whole = line(1);
    for (int cut = 1; cut < whole.length; cut += 97) {
      Path file = directory.resolve("a.jsonl");
      Files.write(file, join(line(7), Arrays.copyOf(whole, cut)));
      seen.clear();

      ReadCounts counts = new JournalReader(directory).read(this::see);

      assertThat(seen).containsExactly("0000000000000007");
      assertThat(counts.torn()).isEqualTo(1);
      assertThat(counts.damaged()).isZero();
    }
  }

  @Test
  void damagedLinesAreCountedAndTheRestRead() throws IOException {
    byte[] zeros = new byte[5000];
    zeros[4999] = '\n';
    write("a.jsonl", line(1), "{\"v\":1,\"ty\n\n".getBytes(StandardCharsets.UTF_8), zeros, line(2));
    write("b.jsonl", "{\"v\":9}\n".getBytes(StandardCharsets.UTF_8), line(3));

    ReadCounts counts = new JournalReader(directory).read(this::see);

    assertThat(seen).containsExactly("0000000000000001", "0000000000000002", "0000000000000003");
    assertThat(counts.damaged()).isEqualTo(2);
    assertThat(counts.unknown()).isEqualTo(1);
    assertThat(counts.files()).isEqualTo(2);
    assertThat(counts.entries()).isEqualTo(3);
  }

  @Test
  void aLineBeyondAllMeasureIsPassedOverInBoundedMemory() throws IOException {
    byte[] long1 = new byte[3_000_000];
    Arrays.fill(long1, (byte) 'x');
    write("a.jsonl", line(1), long1, "\n".getBytes(StandardCharsets.UTF_8), line(2), long1);

    ReadCounts counts = new JournalReader(directory).read(this::see);

    assertThat(seen).containsExactly("0000000000000001", "0000000000000002");
    assertThat(counts.damaged()).isEqualTo(1);
    assertThat(counts.torn()).isEqualTo(1);
  }

  @Test
  void readsOnWhereItStopped() throws IOException {
    JournalReader reader = new JournalReader(directory);
    byte[] second = line(2);
    write("a.jsonl", line(1), Arrays.copyOf(second, 40));
    assertThat(reader.read(this::see).torn()).isEqualTo(1);

    append("a.jsonl", Arrays.copyOfRange(second, 40, second.length));
    write("b.jsonl", line(3));
    assertThat(reader.read(this::see).torn()).isZero();
    assertThat(reader.read(this::see).entries()).isEqualTo(3);

    Files.delete(directory.resolve("a.jsonl"));
    append("b.jsonl", line(4));
    reader.read(this::see);

    assertThat(seen)
        .containsExactly(
            "0000000000000001", "0000000000000002", "0000000000000003", "0000000000000004");
  }

  @Test
  void aFileThatWasAwayIsNotReadTwice() throws IOException {
    JournalReader reader = new JournalReader(directory);
    write("a.jsonl", line(1));
    reader.read(this::see);
    Path away = Files.move(directory.resolve("a.jsonl"), directory.resolve("a.away"));
    reader.read(this::see);
    Files.move(away, directory.resolve("a.jsonl"));
    append("a.jsonl", line(2));

    assertThat(reader.read(this::see).files()).isEqualTo(1);
    assertThat(seen).containsExactly("0000000000000001", "0000000000000002");
  }

  @Test
  void aFileThatIsNotWantedIsReadFromItsBeginningOnceItIs() throws IOException {
    Set<String> wanted = new HashSet<>();
    JournalReader reader =
        new JournalReader(directory, file -> wanted.contains(file.getFileName().toString()));
    write("a.jsonl", line(1));
    write("b.jsonl", line(2));
    wanted.add("b.jsonl");
    reader.read(this::see);
    wanted.add("a.jsonl");
    reader.read(this::see);

    assertThat(seen).containsExactly("0000000000000002", "0000000000000001");
  }

  @Test
  void aFileThatCannotBeReadIsCounted() throws IOException {
    Files.createDirectory(directory.resolve("a.jsonl"));
    write("b.jsonl", line(1));

    assertThat(new JournalReader(directory).read(this::see).unreadableFiles()).isEqualTo(1);
    assertThat(seen).hasSize(1);
  }

  @Test
  void aDirectoryThatIsNotThereIsSaid() {
    JournalReader reader = new JournalReader(directory.resolve("nowhere"));

    assertThatThrownBy(() -> reader.read(this::see)).isInstanceOf(NoSuchFileException.class);
  }

  private void see(JournalEntry entry) {
    seen.add(entry.identity().id());
  }

  private static byte[] line(long number) throws IOException {
    return new LineWriter()
        .write(new JournalLine.Settled(EntryOfCall.of(SampleCalls.full(number), "shop")));
  }

  private void write(String name, byte[]... parts) throws IOException {
    Files.write(directory.resolve(name), join(parts));
  }

  private void append(String name, byte[] part) throws IOException {
    Files.write(directory.resolve(name), part, StandardOpenOption.APPEND);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
