// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.verdict.Finding.Result;
import io.costspan.conformance.verdict.StatedCost.Agreement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page for people, {@code docs/conformance.md}: the same records through each client, counted
 * by the worst that came of them. It names no directory and no time, so that the same agent over
 * the same records gives the same page.
 */
public final class MarkdownReport {
  private static final String HEAD =
      """
      # Conformance

      What the agent says of recorded traffic. `./conformance` starts a JVM under the packaged agent, lets a real HTTP
      client send each recorded request to a loopback server that answers as recorded, in pieces cut anywhere and in the
      content coding it had, and compares two things with the record: the bytes that the application got, and the span
      that the collector got. Compared are provider, operation, both models, stream, finish reasons, error and HTTP
      status, service tier, the cap on output, input, cache reads, cache writes (whole, 5 m, 1 h), output, reasoning, the
      counts that are billed beside tokens (searches, pages, images, audio), and the cost that the provider stated.

      This page is written by

          ./conformance DIR --client jdk,okhttp --markdown docs/conformance.md

      where DIR holds the records as JSON lines; without one of your own, the project's hand-written fixtures are in
      `engine/src/test/resources/conformance`, and every build replays those.

      * **exact**: nothing differs, through every client. **excepted**: all that differs has a reason that is listed
        below. **differing**: anything else.
      * **held**: the record is evidence, a provider's own answer as it came (`provenance` begins with `recorded`), or it
        is no model call. A held record that differs fails the run, beyond as many as `--allow N` names (default 0);
        so does a span that belongs to no record. Records that were edited or written by hand are compared and counted,
        and fail nothing.
      * **not replayed**: the record has no answer or no address to send to.
      """;

  private final List<Report> reports;
  private final List<Finding> findings;
  private final StringBuilder page = new StringBuilder(HEAD);

  private MarkdownReport(List<Report> reports) {
    this.reports = reports;
    this.findings = worst(reports);
  }

  /**
   * Writes the file, replacing one that is there.
   *
   * @param reports of the same corpus, one for each client
   */
  public static void write(List<Report> reports, Path file) throws IOException {
    MarkdownReport report = new MarkdownReport(reports);
    report.clients();
    report.table();
    report.notModels();
    report.statedCosts();
    report.exceptions();
    report.differences();
    Files.writeString(file, report.page, StandardCharsets.UTF_8);
  }

  /** Of each record, the worst finding that any client came to. */
  private static List<Finding> worst(List<Report> reports) {
    List<Finding> worst = new ArrayList<>(reports.get(0).findings());
    for (Report report : reports) {
      for (int index = 0; index < worst.size(); index++) {
        Finding other = report.findings().get(index);
        if (badness(other) > badness(worst.get(index))) {
          worst.set(index, other);
        }
      }
    }
    return worst;
  }

  private static int badness(Finding finding) {
    return switch (finding.result()) {
      case EXACT, NOT_REPLAYED -> 0;
      case EXCEPTED -> 1;
      case DIFFERS -> 2;
    };
  }

  private void clients() {
    line("");
    line("## By client");
    line("");
    row("client", "Java", "records", "replayed", "exact", "excepted", "differing", "held", "fail");
    line("|---|---|--:|--:|--:|--:|--:|--:|--:|");
    for (Report report : reports) {
      Tally all = Tally.sum("", "", report.findings());
      row(
          report.client(),
          report.java(),
          all.records(),
          all.replayed(),
          all.exact(),
          all.excepted(),
          all.differing(),
          all.held(),
          report.failures() + " (" + report.allowed() + " allowed)");
    }
  }

  private void table() {
    line("");
    line("## By provider and framing");
    line("");
    row("provider", "framing", "records", "held", "replayed", "exact", "excepted", "differing");
    line("|---|---|--:|--:|--:|--:|--:|--:|");
    List<Finding> models = findings.stream().filter(f -> f.exchange().llm()).toList();
    Tally.of(models).forEach(this::row);
    row(Tally.sum("**all**", "", models));
  }

  private void notModels() {
    List<Finding> others = findings.stream().filter(f -> !f.exchange().llm()).toList();
    long taken = others.stream().filter(finding -> finding.result() != Result.EXACT).count();
    line("");
    line("## What is no model call");
    line("");
    line(
        others.size()
            + " exchanges of other kinds (object stores, search, analytics, files and lists of model APIs …): "
            + taken
            + " taken for a model call or changed.");
  }

  private void statedCosts() {
    StatedCosts stated = StatedCosts.of(findings);
    line("");
    line("## Costs that providers state");
    line("");
    line(stated.summary() + ". The list is today's, the records are older.");
    List<Finding> others = new ArrayList<>(stated.with(Agreement.DIFFERENT));
    others.addAll(stated.with(Agreement.NO_LIST_PRICE));
    if (!others.isEmpty()) {
      line("");
      row("record", "costs");
      line("|---|---|");
      others.forEach(finding -> row(finding.exchange().id(), finding.stated()));
    }
  }

  private void exceptions() {
    line("");
    line("## Exceptions");
    line("");
    Map<String, List<Finding>> byReason =
        findings.stream()
            .filter(finding -> finding.result() == Result.EXCEPTED)
            .collect(
                Collectors.groupingBy(
                    finding -> String.valueOf(finding.reason()),
                    TreeMap::new,
                    Collectors.toList()));
    if (byReason.isEmpty()) {
      line("None.");
      return;
    }
    row("reason", "records", "of");
    line("|---|--:|---|");
    byReason.forEach((reason, those) -> row(reason, those.size(), providers(those)));
  }

  private void differences() {
    line("");
    line("## What differs");
    line("");
    List<Finding> those =
        findings.stream()
            .filter(finding -> finding.result() == Result.DIFFERS)
            .sorted(Comparator.comparing(finding -> !finding.held()))
            .toList();
    if (those.isEmpty()) {
      line("Nothing.");
      return;
    }
    row("record", "operation", "framing", "held", "difference");
    line("|---|---|---|---|---|");
    for (Finding finding : those) {
      row(
          finding.exchange().id(),
          finding.exchange().operation(),
          finding.exchange().framing(),
          finding.held() ? "yes" : "no",
          finding.differences().stream()
              .map(Difference::toString)
              .collect(Collectors.joining("; ")));
    }
  }

  private static String providers(List<Finding> findings) {
    return findings.stream()
        .map(finding -> finding.exchange().provider())
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  private void row(Tally row) {
    row(
        row.provider(),
        row.framing(),
        row.records(),
        row.held(),
        row.replayed(),
        row.exact(),
        row.excepted(),
        row.differing());
  }

  private void row(@Nullable Object... cells) {
    page.append('|');
    for (Object cell : cells) {
      String text = String.valueOf(cell).replace("|", "\\|").replaceAll("\\s+", " ");
      page.append(' ').append(text).append(" |");
    }
    page.append('\n');
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
