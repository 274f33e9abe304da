// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.console.report.CallLine;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.journal.JournalReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the last calls, one line each, and goes on with those that come. */
@Command(
    name = "tail",
    description = "Prints the last calls of the ledger, a line each, and follows it when asked to.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class TailCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 200;

  @Mixin private LedgerOption ledger = new LedgerOption();

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with the calls as they come, until interrupted.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "10",
      description = "How many calls to begin with (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of the times (default: this machine's).")
  private ZoneId zone = ZoneId.systemDefault();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, ConsoleException, InterruptedException {
    if (lines < 0) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--lines': '" + lines + "' is negative");
    }
    Path directory = follow ? ledger.directory() : ledger.existing();
    PrintWriter out = spec.commandLine().getOut();
    CallLine line = new CallLine(zone);
    JournalReader reader = new JournalReader(directory);
    out.println(line.heading());
    beginning(reader, directory).forEach(entry -> out.println(line.of(entry)));
    out.flush();
    while (follow && !out.checkError()) {
      Thread.sleep(PAUSE_MILLIS);
      try {
        reader.read(entry -> out.println(line.of(entry)));
      } catch (NoSuchFileException e) {
        // no application has made a call yet, or the directory was cleared: both may change
      }
    }
    ReadingNotes.print(reader.counts(), spec.commandLine().getErr());
    return 0;
  }

  private List<JournalEntry> beginning(JournalReader reader, Path directory) throws IOException {
    PriorityQueue<JournalEntry> last = new PriorityQueue<>(Comparator.comparing(JournalEntry::at));
    try {
      reader.read(
          entry -> {
            last.add(entry);
            if (last.size() > lines) {
              last.remove();
            }
          });
    } catch (NoSuchFileException e) {
      if (!follow) {
        throw e;
      }
      spec.commandLine().getErr().println("waiting for the first call to appear in " + directory);
    }
    List<JournalEntry> ordered = new ArrayList<>(last);
    ordered.sort(Comparator.comparing(JournalEntry::at));
    return ordered;
  }
}
