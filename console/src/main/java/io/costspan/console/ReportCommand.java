// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.console.report.CsvFormat;
import io.costspan.console.report.Dimension;
import io.costspan.console.report.JsonFormat;
import io.costspan.console.report.Period;
import io.costspan.console.report.SpendReport;
import io.costspan.console.report.TableFormat;
import io.costspan.engine.journal.JournalReader;
import io.costspan.engine.journal.ReadCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what was spent. */
@Command(
    name = "report",
    description = "Prints spend, tokens, calls and errors of the ledger.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  /** How the report is written. */
  enum Format {
    TABLE,
    JSON,
    CSV;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private LedgerOption ledger = new LedgerOption();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "From then on: " + TimeBound.ACCEPTED + ".")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Up to then, in the same forms; a day counts as a whole.")
  private @Nullable String until;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "PART",
      defaultValue = "day,model",
      description =
          "A row for each: ${COMPLETION-CANDIDATES}, any of them, separated by commas (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Dimension> by = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Time zone of the days, for instance UTC or Europe/Berlin (default: this"
              + " machine's).")
  private ZoneId zone = ZoneId.systemDefault();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, ConsoleException {
    TimeBound bound = new TimeBound(zone, Instant.now());
    Period period =
        new Period(bound("--since", since, bound::from), bound("--until", until, bound::until));
    Path directory = ledger.existing();
    SpendReport report = new SpendReport(by.stream().distinct().toList(), period, zone);
    ReadCounts counts = new JournalReader(directory).read(report::add);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> TableFormat.print(report, directory, out);
      case JSON -> JsonFormat.print(report, directory, counts, out);
      case CSV -> CsvFormat.print(report, out);
    }
    ReadingNotes.print(counts, spec.commandLine().getErr());
    return 0;
  }

  private @Nullable Instant bound(
      String option, @Nullable String text, Function<String, Instant> reader) {
    try {
      return text == null ? null : reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '"
              + option
              + "': '"
              + text
              + "'; accepted: "
              + TimeBound.ACCEPTED);
    }
  }
}
