// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.console.report.CsvFormat;
import io.costspan.console.report.Dimension;
import io.costspan.console.report.JsonFormat;
import io.costspan.console.report.Period;
import io.costspan.console.report.RepriceFormat;
import io.costspan.console.report.RepriceReport;
import io.costspan.console.report.SavingsFormat;
import io.costspan.console.report.SavingsReport;
import io.costspan.console.report.SpendReport;
import io.costspan.console.report.TableFormat;
import io.costspan.engine.config.Settings;
import io.costspan.engine.journal.JournalReader;
import io.costspan.engine.journal.ReadCounts;
import io.costspan.engine.journal.Repricing;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.upkeep.PriceOptions;
import io.costspan.engine.price.upkeep.PriceUpkeep;
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
      description =
          "A row for each: ${COMPLETION-CANDIDATES}, any of them, separated by commas (default:"
              + " day,model; with --reprice: provider,model).")
  private List<Dimension> by = List.of();

  @Option(
      names = "--savings",
      description =
          "Shows by rule what caches saved and what was refused, and what caches in shadow mode"
              + " would have saved.")
  private boolean savings;

  @Option(
      names = "--reprice",
      description =
          "Prices the calls again, each at its own time, by this console's catalogue and the price"
              + " settings, and shows what they cost then and now. Writes nothing.")
  private boolean reprice;

  @Option(
      names = "--price-file",
      paramLabel = "FILE",
      description =
          "With --reprice: price files to try, the later before the earlier (default: those of"
              + " costspan.price.file).")
  private List<Path> priceFiles = List.of();

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
    if (savings && (reprice || !by.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--savings is by rule; it goes with neither --by nor --reprice");
    }
    Path directory = ledger.existing();
    if (savings) {
      return savings(directory, period);
    }
    if (reprice) {
      return reprice(directory, period);
    }
    SpendReport report = new SpendReport(by(Dimension.DAY), period, zone);
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

  private List<Dimension> by(Dimension first) {
    return by.isEmpty() ? List.of(first, Dimension.MODEL) : by.stream().distinct().toList();
  }

  private int savings(Path directory, Period period) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    SavingsReport report = new SavingsReport(period);
    ReadCounts counts = new JournalReader(directory).read(report::add);
    switch (format) {
      case TABLE -> SavingsFormat.table(report, directory, out);
      case JSON -> SavingsFormat.json(report, directory, out);
      case CSV -> SavingsFormat.csv(report, out);
    }
    ReadingNotes.print(counts, spec.commandLine().getErr());
    return 0;
  }

  private int reprice(Path directory, Period period) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PriceOptions options = PriceOptions.of(Settings.load(null));
    PriceUpkeep prices =
        new PriceUpkeep(
            priceFiles.isEmpty() ? options : options.withFiles(priceFiles),
            line -> err.println("note: " + line));
    Repricing repricing = new Repricing(CataloguePricer.following(prices));
    RepriceReport report = new RepriceReport(by(Dimension.PROVIDER), period, zone, repricing::of);
    ReadCounts counts = new JournalReader(directory).read(report::add);
    String catalogue = prices.get().catalogue().version();
    switch (format) {
      case TABLE -> RepriceFormat.table(report, catalogue, out);
      case JSON -> RepriceFormat.json(report, catalogue, out);
      case CSV -> RepriceFormat.csv(report, out);
    }
    ReadingNotes.print(counts, err);
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
