// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.costspan.conformance.verdict.StatedCost.Agreement;
import java.util.List;
import java.util.Objects;

/**
 * How often our own list price comes to the cost that a provider stated.
 *
 * @param findings those whose provider stated a cost above zero
 */
record StatedCosts(List<Finding> findings) {

  /** Of all findings, those with a cost stated. */
  static StatedCosts of(List<Finding> findings) {
    return new StatedCosts(findings.stream().filter(each -> each.stated() != null).toList());
  }

  private long count(Agreement agreement) {
    return with(agreement).size();
  }

  /** The records in which the two costs compare so. */
  List<Finding> with(Agreement agreement) {
    return findings.stream()
        .filter(each -> Objects.requireNonNull(each.stated()).agreement() == agreement)
        .toList();
  }

  /** The rate, in one sentence. */
  String summary() {
    long none = count(Agreement.NO_LIST_PRICE);
    return String.format(
        "%d costs stated by providers, %d with a list price of ours: %d come to the same to the last"
            + " digit, %d within the provider's rounding, %d differ",
        findings.size(),
        findings.size() - none,
        count(Agreement.EXACT),
        count(Agreement.ROUNDED),
        count(Agreement.DIFFERENT));
  }
}
