// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.engine.usage.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  void namesWhatItDoesNotUnderstandBesideTheUsage() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("strange.json"),
            """
            {"vectors":[{"id":"strange","provider":"openai","model":"gpt-4o-mini","notes":"fine",
              "timestamp":"2026-10-01T12:00:00Z","usage":{"input_tokens":1},"weather":"rainy",
              "rates_usd_per_mtok":{"input":"0.15"},"expected_usd":"0.00000015"}]}
            """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(file, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("strange: note: 'weather' is not understood")
        .doesNotContain("'notes'");
  }

  @Test
  void readsEveryUnitUnderEachOfItsNames() throws IOException {
    PriceVector vector =
        read(
            """
            {"id":"all","provider":"OpenAI","response_model":"m","request_model":"r",
             "timestamp":"2026-08-17T00:00:00+08:00","tier":"batch","speed":"fast","inference_geo":"us",
             "provider_cost_usd":"0.5","usage":{"prompt_tokens":1,"cached_tokens":2,
             "cache_write_5m_tokens":3,"cache_read_image_tokens":4,"citation_tokens":5,
             "search_queries":6,"search_units":7,"code_sessions":8,"audio_minutes":"0.5",
             "video_seconds":"4.5","characters":9,"pages":10,"images":11,"requests":12}}
            """);

    PriceQuery query = vector.query();
    assertThat(query.provider()).isEqualTo("openai");
    assertThat(query.responseModel()).isEqualTo("m");
    assertThat(query.requestModel()).isEqualTo("r");
    assertThat(query.at()).isEqualTo("2026-08-16T16:00:00Z");
    assertThat(query.serviceTier()).isEqualTo("fast");
    assertThat(query.region()).isEqualTo("us");
    assertThat(query.providerUsd()).isEqualByComparingTo("0.5");
    assertThat(query.usage().counts())
        .containsExactly(
            Map.entry(Unit.INPUT, 1L),
            Map.entry(Unit.CACHE_READ, 2L),
            Map.entry(Unit.CACHE_WRITE_5M, 3L),
            Map.entry(Unit.CACHE_READ_IMAGE, 4L),
            Map.entry(Unit.CITATION, 5L),
            Map.entry(Unit.SEARCH_QUERIES, 6L),
            Map.entry(Unit.SEARCH_UNITS, 7L),
            Map.entry(Unit.CODE_SESSIONS, 8L),
            Map.entry(Unit.AUDIO_MILLIS, 30_000L),
            Map.entry(Unit.VIDEO_MILLIS, 4_500L),
            Map.entry(Unit.CHARACTERS, 9L),
            Map.entry(Unit.PAGES, 10L),
            Map.entry(Unit.IMAGES, 11L),
            Map.entry(Unit.REQUESTS, 12L));
  }

  @Test
  void aDayAloneBeginsAtMidnight() throws IOException {
    PriceVector vector =
        read(
            """
            {"id":"day","provider":"openai","model":"m","timestamp":"2026-08-17","usage":{}}
            """);

    assertThat(vector.query().at()).isEqualTo("2026-08-17T00:00:00Z");
  }

  private static PriceVector read(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return PriceVector.read(JsonRow.read(parser));
    }
  }

  @Test
  void runRefusesAFileThatHoldsNoVectors() throws IOException {
    Path file = Files.writeString(dir.resolve("none.json"), "[1, 2");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(file, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isEqualTo(2);
  }

  @Test
  void anIdThatIsNoTextDoesNotEndTheRun(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("v.json"), "{\"vectors\": [{\"id\": {}, \"odd\": 1}, {\"id\": [2]}]}");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int status = PriceVectorRun.run(file, new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(status).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("2 vectors, 0 exact, 2 differ");
  }
}
