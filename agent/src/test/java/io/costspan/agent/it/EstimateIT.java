// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A program that gives a stream up half way still learns what it cost, and that it is a guess. */
class EstimateIT {
  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource
  void aStreamCutShortOnTheJdkClientIsEstimated(Jdk jdk) throws Exception {
    isEstimated(jdk, "HttpClientCut");
  }

  @ParameterizedTest
  @EnumSource
  void aStreamCutShortOnOkHttpIsEstimated(Jdk jdk) throws Exception {
    isEstimated(jdk, "OkHttpCut");
  }

  @ParameterizedTest
  @EnumSource
  void whoWantsNoEstimatesHasAnUnknownCost(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);

    rig.run("HttpClientCut", List.of("-Dcostspan.estimates.enabled=false"));

    assertThat(rig.ledger())
        .singleElement()
        .asString()
        .contains("\"cost\":\"unpriced\"", "\"usage\":{}")
        .doesNotContain("\"estimated\"");
  }

  private void isEstimated(Jdk jdk, String app) throws Exception {
    Rig rig = new Rig(jdk, home);
    List<String> options = new ArrayList<>(Rig.VERIFY);
    // the table of tokens is read for this one call, and the machine may be busy
    options.add("-Dcostspan.flush.timeout=30s");
    options.add("-Dcostspan.hosts=127.0.0.1=openai");

    Forked.Result result = rig.run(app, options);

    assertThat(result).isEqualTo(new Forked.Result(0, "cut\n", ""));
    String line = rig.ledger().get(0);
    assertThat(rig.ledger()).hasSize(1);
    assertThat(line)
        .contains(
            "\"outcome\":\"cancelled\"",
            "\"estimated\":[\"input\",\"output\"]",
            "\"cost\":\"estimated\"",
            "\"usd\":\"0.0",
            "output as far as it was read")
        .doesNotContain("internationalization", "word");
    // six by the encoding and seven of the template; by its length it would be more than twenty
    assertThat(count(line, "input")).isEqualTo(6 + 7);
    // ten chunks were read, and some more may have been delivered
    assertThat(count(line, "output")).isBetween(10L, 2_000L);
  }

  private static long count(String line, String unit) {
    Matcher count = Pattern.compile("\"usage\":\\{[^}]*\"" + unit + "\":(\\d+)").matcher(line);
    assertThat(count.find()).as(line).isTrue();
    return Long.parseLong(count.group(1));
  }
}
