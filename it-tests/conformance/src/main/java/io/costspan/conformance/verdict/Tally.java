// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.verdict.Finding.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A row of the table: how many records of one provider in one framing came to what.
 *
 * @param provider the corpus's name of it
 * @param framing how the answers are framed
 * @param records all of them
 * @param replayed those that were sent
 * @param held those whose differing fails a run
 */
record Tally(
    String provider,
    String framing,
    long records,
    long replayed,
    long held,
    long exact,
    long excepted,
    long differing) {

  /** The rows, by provider and framing. */
  static List<Tally> of(List<Finding> findings) {
    Map<String, List<Finding>> rows = new TreeMap<>();
    for (Finding finding : findings) {
      String key = finding.exchange().provider() + '\0' + finding.exchange().framing();
      rows.computeIfAbsent(key, name -> new ArrayList<>()).add(finding);
    }
    return rows.values().stream()
        .map(row -> sum(row.get(0).exchange().provider(), row.get(0).exchange().framing(), row))
        .toList();
  }

  /** One row of them all. */
  static Tally sum(String provider, String framing, List<Finding> findings) {
    return new Tally(
        provider,
        framing,
        findings.size(),
        findings.size() - count(findings, Result.NOT_REPLAYED),
        findings.stream().filter(Finding::held).count(),
        count(findings, Result.EXACT),
        count(findings, Result.EXCEPTED),
        count(findings, Result.DIFFERS));
  }

  private static long count(List<Finding> findings, Result result) {
    return findings.stream().filter(finding -> finding.result() == result).count();
  }
}
