// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.engine.estimate.ModelFamily;
import io.costspan.engine.estimate.TokenEstimator;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.engine.wire.text.TextSample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Estimates every exchange that tells its usage, and compares: the table of {@code
 * docs/estimates.md}, printed where a directory is given. Left out is what an estimate says it
 * cannot know: pictures, earlier turns, tools that the provider runs, reasoning that is not shown.
 * And prompts that were blotted out, and counts too small to have a percentage.
 */
class EstimateAccuracyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BLOTTED = Pattern.compile("(.)\\1{15}");
  private static final Set<String> OWN_TOOLS = Set.of("function", "custom");
  private static final long LEAST = 10;

  private final TokenEstimator estimator = new TokenEstimator();
  private final Map<String, Errors> table = new TreeMap<>();

  @Test
  void estimatesComeNearToWhatIsReported() throws Exception {
    for (Exchange exchange : Exchange.in(Fixtures.chosen())) {
      Endpoint endpoint = Comparison.endpoint(exchange);
      if (endpoint != null && exchange.recorded() && !exchange.elided()) {
        compare(exchange, endpoint);
      }
    }
    assertThat(table).isNotEmpty();
    table.forEach((name, errors) -> assertThat(errors.estimated).as(name).isPositive());
    if (Fixtures.given()) {
      // the numbers of the project's own fixtures are made up: nothing comes near to them
      table.forEach((name, errors) -> System.out.println(errors.row(name)));
      assertThat(table.keySet().stream().filter(EstimateAccuracyTest::exactly)).isNotEmpty();
      table.forEach(
          (name, errors) -> {
            if (exactly(name) && errors.each.size() > 5) {
              assertThat(errors.median()).as(name).isLessThan(0.1);
            }
          });
    }
  }

  /** Prompts that are counted by the model's own table. */
  private static boolean exactly(String name) {
    return name.startsWith("GPT") && name.endsWith("prompt");
  }

  private void compare(Exchange exchange, Endpoint endpoint) throws IOException {
    SampleRoom room = new SampleRoom(1 << 20);
    TextSample prompt = room.ofStrings();
    TextSample answer = room.ofPieces();
    BodyReader<RequestFacts> asking = endpoint.dialect().request(endpoint);
    asking.tellText(prompt);
    asking.data(exchange.requestBody());
    RequestFacts request = asking.finish(true);
    BodyReader<ResponseFacts> answering =
        endpoint
            .dialect()
            .response(
                endpoint, request, new ResponseHead(exchange.status(), exchange::responseHeader));
    boolean told = answering.tellText(answer);
    answering.data(exchange.responseBody());
    ResponseFacts facts = answering.finish(true);
    if (facts.error() != null || exchange.status() >= 300 || !told) {
      return;
    }
    String model = facts.model() != null ? facts.model() : String.valueOf(request.model());
    String family = ModelFamily.of(model).name();
    boolean chat = !Set.of("embeddings", "text_completion").contains(endpoint.operation());
    Usage usage = facts.usage();
    long input = usage.get(Unit.INPUT).orElse(0);
    // more tokens than bytes: the provider put words of its own before the prompt
    boolean itsOwn = input <= exchange.requestBody().remaining();
    if (input >= LEAST && itsOwn && plain(exchange, prompt)) {
      String side = family + " | prompt" + (prompt.tools() > 0 ? " with tools" : "");
      errors(side).add(estimator.input(prompt, model, chat, false), input);
    }
    long shown = usage.get(Unit.OUTPUT).orElse(0);
    if (estimator.thinksUnseen(model) || family.equals("Grok")) {
      shown -= usage.orZero(Unit.REASONING);
    }
    if (shown >= LEAST && answer.bytes() > 0) {
      errors(family + " | answer").add(estimator.output(answer, model, chat, false), shown);
    }
  }

  private Errors errors(String name) {
    return table.computeIfAbsent(name, unused -> new Errors());
  }

  private static boolean plain(Exchange exchange, TextSample prompt) throws IOException {
    JsonNode body = JSON.readTree(exchange.requestBody().array());
    boolean blotted = BLOTTED.matcher(String.join("\n", prompt.strings())).find();
    for (JsonNode tool : body.path("tools")) {
      boolean own =
          tool.has("functionDeclarations")
              || tool.has("function_declarations")
              || tool.has("input_schema")
              || OWN_TOOLS.contains(tool.path("type").asText());
      if (!own) {
        return false;
      }
    }
    return !blotted && prompt.attachments() == 0 && !prompt.earlier();
  }

  /** Relative errors, and the sums they come from. */
  private static final class Errors {
    private final List<Double> each = new ArrayList<>();
    private long estimated;
    private long reported;

    void add(long estimate, long report) {
      each.add(Math.abs((double) estimate / report - 1));
      estimated += estimate;
      reported += report;
    }

    double median() {
      return quantile(0.5);
    }

    private double quantile(double part) {
      List<Double> sorted = each.stream().sorted().toList();
      return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size() - 0.5)));
    }

    String row(String name) {
      return String.format(
          java.util.Locale.ROOT,
          "| %s | %d | %.0f %% | %.0f %% | %+.0f %% |",
          name,
          each.size(),
          100 * median(),
          100 * quantile(0.9),
          100 * ((double) estimated / reported - 1));
    }
  }
}
