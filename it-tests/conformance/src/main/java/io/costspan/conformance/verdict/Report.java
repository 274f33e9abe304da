// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.verdict.Finding.Result;
import io.costspan.conformance.verdict.StatedCost.Agreement;
import java.io.PrintStream;
import java.util.List;

/**
 * All findings of a run.
 *
 * @param client which HTTP client sent them: {@code jdk} or {@code okhttp}
 * @param java version of the JVM that it ran in
 * @param allowed how many held records may differ without failing the run, from 0
 * @param findings in the order of the corpus
 * @param broken lines that held no record
 * @param strays names of spans that belong to no record
 */
public record Report(
    String client,
    String java,
    int allowed,
    List<Finding> findings,
    List<String> broken,
    List<String> strays) {

  /** What was run. */
  public String title() {
    return client + ", Java " + java;
  }

  /**
   * Whether no more of what is held differs than is allowed, and every span belongs to a record.
   */
  public boolean passes() {
    return failures() <= allowed && strays.isEmpty();
  }

  /** How many held records differ. */
  public long failures() {
    return findings.stream().filter(Finding::fails).count();
  }

  /** How many records were sent. */
  public long replayed() {
    return findings.size() - count(Result.NOT_REPLAYED);
  }

  /** How many records came to this. */
  public long count(Result result) {
    return findings.stream().filter(finding -> finding.result() == result).count();
  }

  /** Prints the differences, then the table. */
  public void print(PrintStream out) {
    findings.stream()
        .filter(finding -> finding.result() == Result.DIFFERS)
        .forEach(f -> line(out, f));
    findings.stream()
        .filter(finding -> finding.reason() != null)
        .forEach(
            finding ->
                out.println(
                    (finding.result() == Result.EXCEPTED ? "excepted " : "not sent ")
                        + finding.exchange().id()
                        + ": "
                        + finding.reason()));
    broken.forEach(line -> out.println("broken   " + line));
    strays.forEach(name -> out.println("stray    span of no record: " + name));
    StatedCosts stated = StatedCosts.of(findings);
    stated.with(Agreement.DIFFERENT).forEach(f -> out.println("listprice " + f.priceLine()));
    stated.with(Agreement.NO_LIST_PRICE).forEach(f -> out.println("noprice   " + f.priceLine()));
    out.println();
    table(out);
    out.printf("%n%s%n", stated.summary());
    out.printf(
        "%n%s: %d records, %d replayed, %d exact, %d differing, %d excepted, %d broken lines;"
            + " %d of those held differ, %d allowed: %s%n",
        title(),
        findings.size(),
        replayed(),
        count(Result.EXACT),
        count(Result.DIFFERS),
        count(Result.EXCEPTED),
        broken.size(),
        failures(),
        allowed,
        passes() ? "passed" : "FAILED");
  }

  private static void line(PrintStream out, Finding finding) {
    for (Difference difference : finding.differences()) {
      out.println(
          (finding.held() ? "DIFFERS  " : "differs  ")
              + finding.exchange().id()
              + " "
              + difference);
    }
  }

  private void table(PrintStream out) {
    out.printf(
        "%-22s %-26s %7s %8s %6s %9s %8s%n",
        "provider", "framing", "records", "replayed", "exact", "differing", "excepted");
    for (Tally row : Tally.of(findings)) {
      out.printf(
          "%-22s %-26s %7d %8d %6d %9d %8d%n",
          row.provider(),
          row.framing(),
          row.records(),
          row.replayed(),
          row.exact(),
          row.differing(),
          row.excepted());
    }
  }
}
