// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance;

import io.costspan.conformance.corpus.Corpus;
import io.costspan.conformance.verdict.JsonReport;
import io.costspan.conformance.verdict.MarkdownReport;
import io.costspan.conformance.verdict.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command. Exit status 0 when every held record is exact or excepted with a reason, 1 when one
 * is not, 2 when there is nothing to run over or it could not be run.
 */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Sends every exchange of DIR's *.jsonl files through a real HTTP client under the packaged",
      "agent to a loopback server that answers as recorded, and compares the exported spans with",
      "what the records expect."
    })
public final class Main implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Directory of *.jsonl files.")
  private Path directory = Path.of("");

  @Option(
      names = "--client",
      split = ",",
      paramLabel = "CLIENT",
      description = "jdk (default) or okhttp, or both, one after the other.")
  private List<Client> clients = List.of(Client.JDK);

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the result as JSON; of the last client, where there are more.")
  private @Nullable Path json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Writes the page docs/conformance.md.")
  private @Nullable Path markdown;

  @Option(
      names = "--allow",
      paramLabel = "N",
      description = "How many records that must be exact may differ all the same (default: 0).")
  private int allowed;

  @Option(
      names = "--providers",
      split = ",",
      paramLabel = "NAME",
      description = "Providers whose recorded exchanges must be exact (default: all).")
  private List<String> providers = List.of();

  @Option(names = "--agent", paramLabel = "JAR", description = "The agent's jar.")
  private Path agent = Path.of("agent", "target", "costspan.jar");

  /** The clients there are, by the names they have on the command line. */
  enum Client {
    JDK,
    OKHTTP
  }

  /** Ends the JVM with the command's exit status. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The command's exit status. */
  static int run(String... args) {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (!Files.isRegularFile(agent)) {
        throw new IOException(agent + " is missing: build it first");
      }
      Corpus corpus = Corpus.read(directory);
      List<Report> reports = new ArrayList<>();
      for (Client client : clients) {
        Report report = replay(corpus, client);
        report.print(System.out);
        if (json != null) {
          JsonReport.write(report, json);
        }
        if (report.replayed() == 0) {
          throw new IOException(directory + " holds no record that can be replayed");
        }
        reports.add(report);
      }
      if (markdown != null) {
        MarkdownReport.write(reports, markdown);
      }
      return reports.stream().allMatch(Report::passes) ? 0 : 1;
    } catch (IOException e) {
      System.err.println("conformance: " + e.getMessage());
      return 2;
    }
  }

  private Report replay(Corpus corpus, Client client) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("costspan-conformance");
    try {
      Run run =
          new Run(
              client.name().toLowerCase(Locale.ROOT),
              name -> providers.isEmpty() || providers.contains(name),
              allowed);
      return run.over(corpus, new ChildJvm(agent, scratch));
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
