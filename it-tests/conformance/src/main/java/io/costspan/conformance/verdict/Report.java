// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.verdict.Finding.Result;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All findings of a run.
 *
 * @param title what was run: client, Java, directory
 * @param findings in the order of the corpus
 * @param broken lines that held no record
 * @param strays names of spans that belong to no record
 */
public record Report(
    String title, List<Finding> findings, List<String> broken, List<String> strays) {

  /** Whether nothing that is held differs. */
  public boolean passes() {
    return failures() == 0 && strays.isEmpty();
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
    out.println();
    table(out);
    out.printf(
        "%n%s: %d records, %d replayed, %d exact, %d differing, %d excepted, %d broken lines;"
            + " %d of those held differ: %s%n",
        title,
        findings.size(),
        replayed(),
        count(Result.EXACT),
        count(Result.DIFFERS),
        count(Result.EXCEPTED),
        broken.size(),
        failures(),
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
    Map<String, long[]> rows = new TreeMap<>();
    for (Finding finding : findings) {
      String key =
          String.format("%-22s %-26s", finding.exchange().provider(), finding.exchange().framing());
      long[] row = rows.computeIfAbsent(key, name -> new long[5]);
      row[0]++;
      row[1] += finding.result() == Result.NOT_REPLAYED ? 0 : 1;
      switch (finding.result()) {
        case EXACT -> row[2]++;
        case DIFFERS -> row[3]++;
        case EXCEPTED -> row[4]++;
        case NOT_REPLAYED -> {}
      }
    }
    out.printf(
        "%-22s %-26s %7s %8s %6s %9s %8s%n",
        "provider", "framing", "records", "replayed", "exact", "differing", "excepted");
    rows.forEach(
        (key, row) ->
            out.printf("%s %7d %8d %6d %9d %8d%n", key, row[0], row[1], row[2], row[3], row[4]));
  }
}
