// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.conformance.corpus.Exchange;
import io.costspan.conformance.verdict.StatedCost.Agreement;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When our list price comes to what a provider stated. */
class StatedCostTest {
  private static final KeyValue PRICED = text("costspan.model.priced_as", "perplexity/sonar");

  @Test
  void aListPriceThatTheSpanLeavesOutIsTheCost() throws IOException {
    assertThat(agreement("0.00502", PRICED, amount("gen_ai.usage.cost", 0.00502)))
        .isEqualTo(Agreement.EXACT);
  }

  @Test
  void theNoiseOfABinaryFractionIsNoDifference() throws IOException {
    assertThat(agreement("0.00019199999999999998", PRICED, amount("costspan.cost.list", 0.000192)))
        .isEqualTo(Agreement.EXACT);
  }

  @Test
  void eachPartOfTheSumMayBeRounded() throws IOException {
    assertThat(agreement("0.00502", PRICED, amount("costspan.cost.list", 0.005021)))
        .isEqualTo(Agreement.ROUNDED);
    assertThat(agreement("0.00502", PRICED, amount("costspan.cost.list", 0.00504)))
        .isEqualTo(Agreement.DIFFERENT);
  }

  @Test
  void noRoundingMakesUpForAHundredth() throws IOException {
    assertThat(agreement("0.02", PRICED, amount("costspan.cost.list", 0.025)))
        .isEqualTo(Agreement.DIFFERENT);
  }

  @Test
  void noPriceIsNoDifference() throws IOException {
    assertThat(agreement("0.02", text("costspan.unpriced.reason", "unknown-model")))
        .isEqualTo(Agreement.NO_LIST_PRICE);
  }

  @Test
  void aDifferenceNobodyLookedIntoHasNoCause() throws IOException {
    assertThat(cause("somebody/openrouter/0")).isNull();
    assertThat(cause("prism/perplexity/ff503d9c20")).contains("tokens");
  }

  private static String cause(String id) throws IOException {
    String json = "{\"id\":\"" + id + "\",\"expected\":{\"provider_cost_usd\":0.00502}}";
    Exchange exchange = new Exchange("perplexity", 1, new ObjectMapper().readTree(json));
    Span span =
        Span.newBuilder()
            .addAllAttributes(List.of(PRICED, amount("costspan.cost.list", 0.00504)))
            .build();
    return Objects.requireNonNull(StatedCost.of(exchange, List.of(span))).cause();
  }

  @Test
  void nothingStatedIsNothingToCompare() throws IOException {
    assertThat(StatedCost.of(exchange("0"), List.of(Span.getDefaultInstance()))).isNull();
    assertThat(StatedCost.of(exchange("null"), List.of(Span.getDefaultInstance()))).isNull();
    assertThat(StatedCost.of(exchange("0.1"), List.of())).isNull();
  }

  private static Agreement agreement(String stated, KeyValue... attributes) throws IOException {
    Span span = Span.newBuilder().addAllAttributes(List.of(attributes)).build();
    return Objects.requireNonNull(StatedCost.of(exchange(stated), List.of(span))).agreement();
  }

  private static Exchange exchange(String stated) throws IOException {
    String json = "{\"expected\":{\"provider_cost_usd\":" + stated + "}}";
    return new Exchange("perplexity", 1, new ObjectMapper().readTree(json));
  }

  private static KeyValue text(String name, String value) {
    return attribute(name, AnyValue.newBuilder().setStringValue(value));
  }

  private static KeyValue amount(String name, double value) {
    return attribute(name, AnyValue.newBuilder().setDoubleValue(value));
  }

  private static KeyValue attribute(String name, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(name).setValue(value).build();
  }
}
