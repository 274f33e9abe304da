// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that writes to a ledger, says after each call how many it has settled, and goes on until it
 * has written as many as asked, or is killed.
 */
final class WriterProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private int settled;
  private int lost;

  private WriterProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Arguments: home, number of calls, bytes a file, milliseconds to stay after the last call. */
  public static void main(String[] arguments) throws InterruptedException {
    LedgerDirectory ledger = new LedgerDirectory(Path.of(arguments[0]));
    JournalSink sink = new JournalSink(ledger.options(Long.parseLong(arguments[2]), 1L << 30));
    int calls = Integer.parseInt(arguments[1]);
    for (int i = 1; i <= calls; i++) {
      sink.settled(SampleCalls.full(i));
      System.out.println(i + " " + sink.lost());
    }
    Thread.sleep(Long.parseLong(arguments[3]));
  }

  /**
   * Starts one.
   *
   * @param shell a command to run before, in the same shell; may be empty
   */
  static WriterProcess start(String shell, Path home, int calls, long fileSize, long stay)
      throws IOException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            home.toString(),
            Integer.toString(calls),
            Long.toString(fileSize),
            Long.toString(stay));
    List<String> command = new ArrayList<>();
    if (!shell.isEmpty()) {
      command.addAll(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"));
    }
    command.addAll(java);
    return new WriterProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Waits until a number of calls has been settled; says how many of all calls were lost. */
  int await(int calls) throws IOException {
    while (settled < calls) {
      if (!next()) {
        throw new IOException("the writer ended before call " + calls);
      }
    }
    return lost;
  }

  /** Kills it at once and says how many calls it had said were settled. */
  int kill() throws IOException, InterruptedException {
    // by the handle: Process.destroyForcibly also closes the output, and with it what was said last
    process.toHandle().destroyForcibly();
    while (next()) {
      // what it still said
    }
    process.waitFor(30, TimeUnit.SECONDS);
    return settled;
  }

  private boolean next() throws IOException {
    String line = output.readLine();
    int space = line == null ? -1 : line.indexOf(' ');
    if (line == null || space < 0 || space == line.length() - 1) {
      return false; // the end, or a line that the kill cut short
    }
    settled = Integer.parseInt(line.substring(0, space));
    lost = Integer.parseInt(line.substring(space + 1));
    return true;
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its own end. */
  int end() throws InterruptedException {
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
