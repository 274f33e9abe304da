// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own vectors always, and those of the file that {@code test.price-vectors} names. */
class PriceVectorTest {

  @TempDir Path dir;

  static Path own() throws URISyntaxException {
    return Path.of(PriceVectorTest.class.getResource("vectors.json").toURI());
  }

  static Stream<Arguments> vectors() throws IOException, URISyntaxException {
    List<Path> files = new ArrayList<>();
    files.add(own());
    String more = System.getProperty("test.price-vectors");
    if (more != null) {
      files.add(Path.of(more));
    }
    List<Arguments> vectors = new ArrayList<>();
    for (Path file : files) {
      for (PriceVector vector : PriceVector.read(file)) {
        vectors.add(arguments(vector.id(), vector));
      }
    }
    return vectors.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isExactThroughTheCatalogue(String id, PriceVector vector) {
    Cost cost = CataloguePricer.bundled().price(List.of(vector.query()));

    assertThat(vector.agrees(cost)).as("%s: %s", id, cost).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void isExactByItsOwnRates(String id, PriceVector vector) {
    if (vector.query().providerUsd() == null) {
      assertThat(vector.agrees(vector.byOwnRates())).as("%s: %s", id, vector.byOwnRates()).isTrue();
    } else {
      assertThat(vector.byOwnRates()).isPositive();
    }
  }

  @Test
  void runIsContentWhenNothingDiffers() throws URISyntaxException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(own(), new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(" 0 differ");
  }

  @Test
  void runNamesWhatDiffersByTheLastDigit() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("one.json"),
            """
            {"vectors":[{"id":"off-by-little","provider":"openai","model":"gpt-4o-mini",
              "timestamp":"2026-10-01T12:00:00Z","usage":{"input_tokens":1},
              "rates_usd_per_mtok":{"input":"0.15"},"expected_usd":"0.000000150001"}]}
            """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(file, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("off-by-little", "0.000000150001", "0.00000015 as openai/gpt-4o-mini");
  }

  @Test
  void runNamesAVectorItCannotReadAndGoesOnWithTheOthers() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("odd.json"),
            """
            {"vectors":[{"id":"odd","provider":"openai","model":"gpt-4o-mini",
              "timestamp":"2026-10-01T12:00:00Z","usage":{"smell_tokens":1},
              "rates_usd_per_mtok":null,"expected_usd":null},
              {"id":"timeless","provider":"openai","model":"gpt-4o-mini","timestamp":"noon"},
              {"id":"good","provider":"openai","model":"gpt-4o-mini",
              "timestamp":"2026-10-01T12:00:00Z","usage":{"input_tokens":1},
              "rates_usd_per_mtok":{"input":"0.15"},"expected_usd":"0.00000015"}]}
            """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(file, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("odd: unknown unit 'smell_tokens'", "timeless: ", "3 vectors, 1 exact, 2 differ");
  }

  @Test
  void runRefusesAFileThatHoldsNoVectors() throws IOException {
    Path file = Files.writeString(dir.resolve("none.json"), "[1, 2");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(file, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isEqualTo(2);
  }
}
