// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import io.costspan.it.Jdk;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A case of an application that is refused.
 *
 * @param name the case
 * @param times how often its SDK tries in all, for one call of the application
 */
record TriedCase(String name, int times) {

  /** Reads {@code chat*3 tool*1}. */
  static List<TriedCase> list(String cases) {
    return Stream.of(cases.split(" "))
        .map(each -> each.split("\\*"))
        .map(each -> new TriedCase(each[0], Integer.parseInt(each[1])))
        .toList();
  }

  /** What the ledger has of them: attempts of one call each. */
  static List<String> outcomes(List<TriedCase> cases) {
    return cases.stream()
        .flatMap(each -> IntStream.rangeClosed(1, each.times).mapToObj(i -> "REFUSED #" + i))
        .toList();
  }

  /** Each of these on each JDK, which becomes the last argument. */
  static Stream<Arguments> onEachJdk(Stream<Arguments> rows) {
    return rows.flatMap(
        row ->
            Stream.of(Jdk.values())
                .map(
                    jdk ->
                        Arguments.of(
                            Stream.concat(Stream.of(row.get()), Stream.of(jdk)).toArray())));
  }
}
