// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the user says of prices, in the bill of real calls under the packaged agent. */
class OwnPricesIT {
  /** The provider on loopback is nobody whose prices are known. */
  private static final String NO_HOSTS = "-Dcostspan.hosts=";

  @TempDir private Path home;
  @TempDir private Path scratch;

  @ParameterizedTest
  @EnumSource
  void aPriceFileAndADiscountChangeTheBill(Jdk jdk) throws Exception {
    Path prices =
        Files.writeString(
            scratch.resolve("prices.json"),
            """
            {"gpt-4o-mini": {
              "input_cost_per_token": "1e-3",
              "output_cost_per_token": 2E-3}}
            """);
    Rig rig = new Rig(jdk, home);

    Forked.Result calls =
        rig.run(
            "HttpClientCalls",
            List.of(
                NO_HOSTS,
                "-Dcostspan.price.file=" + prices,
                "-Dcostspan.price.discounts=openai_compatible=10%"));

    assertThat(calls.err()).isEmpty();
    // nine tokens in, one out; a tenth off
    assertThat(lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\"usd\":\"0.0099\",\"listUsd\":\"0.011\""))
        .allMatch(line -> line.contains("\"match\":\"override\""))
        .allMatch(line -> line.contains("discount 10% (openai_compatible)"));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrongIsToldAndTheCallsGoOn(Jdk jdk) throws Exception {
    Path prices =
        Files.writeString(
            scratch.resolve("prices.json"), "{\n\"m\": {\"input_cost_per_token\": \"dear\"}}");

    Forked.Result calls =
        new Rig(jdk, home)
            .run("HttpClientCalls", List.of(NO_HOSTS, "-Dcostspan.price.file=" + prices));

    assertThat(calls.exit()).isZero();
    assertThat(calls.out()).matches("sync 200 \\d+\nasync 200 \\d+\n");
    assertThat(calls.err())
        .contains("[costspan] WARN price file " + prices + ", line 2: model \"m\"")
        .contains("[costspan] WARN no price for openai_compatible/gpt-4o-mini");
    assertThat(lines()).hasSize(2).allMatch(line -> line.contains("\"cost\":\"unpriced\""));
  }

  private List<String> lines() throws Exception {
    List<String> lines = new ArrayList<>();
    try (var files = Files.list(home.resolve("ledger"))) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines.stream().filter(line -> line.contains("\"type\":\"call\"")).toList();
  }
}
