// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.conformance.corpus.Exchange;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cost that a provider stated, beside what our own list price makes of the same call today. The
 * product takes the provider's word; that both agree shows that the list price can be believed
 * where no provider says anything.
 *
 * @param statedUsd as the record has it, above zero
 * @param listUsd our own; {@code null} where the catalogue has no price
 * @param pricedAs the catalogue's provider and model; {@code null} where it has none
 * @param note what makes our price approximate, or why there is none
 * @param known why the two differ, where somebody has looked into this record
 */
public record StatedCost(
    BigDecimal statedUsd,
    @Nullable BigDecimal listUsd,
    @Nullable String pricedAs,
    @Nullable String note,
    @Nullable String known) {

  /** Decimal places of money: the product rounds a call once, to 1e-12 USD. */
  private static final int PLACES = 12;

  /** Providers round each part of a sum: input, output, fee. */
  private static final BigDecimal PARTS = BigDecimal.valueOf(3);

  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** No rounding of a cent makes up a hundredth of the whole. */
  private static final BigDecimal ROUNDING_AT_MOST = new BigDecimal("0.01");

  private static final String ROUTED =
      "a router's price is that of the day and of the seller it chose";
  private static final String TOKENS_OUT = "the statement leaves the tokens out";
  private static final String NEVER = "no price the model ever had comes to the statement";

  /** Why a statement is another than the list, by record: a new difference has no cause yet. */
  private static final Map<String, String> CAUSES =
      Map.of(
          "dd-trace-py/openrouter/ec52a06fe4", ROUTED,
          "pydantic-ai/openrouter/34d16ff68f", ROUTED,
          "pydantic-ai/openrouter/a7e04bb386", ROUTED,
          "pydantic-ai/openrouter/49fdffd42d", ROUTED,
          "pydantic-ai/openrouter/d1c50e752a", ROUTED,
          "pydantic-ai/openrouter/23d34a7b61", ROUTED,
          "prism/perplexity/ff503d9c20", TOKENS_OUT,
          "prism/perplexity/672c100cde", TOKENS_OUT,
          "ai/xai/2dcda6d37f", NEVER,
          "ai/xai/a0726fd8bd", NEVER);

  /** How two costs compare. */
  public enum Agreement {
    /** To the last digit. */
    EXACT,
    /** Within half a unit of the last digit that the provider gives, for each part of the sum. */
    ROUNDED,
    /** They differ. */
    DIFFERENT,
    /** We have no price. */
    NO_LIST_PRICE
  }

  /** What a record and its span say; {@code null} where no cost above zero was stated. */
  static @Nullable StatedCost of(Exchange exchange, List<Span> spans) {
    JsonNode stated = exchange.expected().path("provider_cost_usd");
    if (!stated.isNumber() || stated.asDouble() <= 0 || spans.size() != 1) {
      return null;
    }
    SpanFacts span = new SpanFacts(spans.get(0));
    String pricedAs = span.text("costspan.model.priced_as");
    BigDecimal list = span.amount("costspan.cost.list");
    if (list == null && pricedAs != null) {
      list = span.amount("gen_ai.usage.cost"); // the span leaves out a list price that is the cost
    }
    String unpriced = span.text("costspan.unpriced.reason");
    return new StatedCost(
        BigDecimal.valueOf(stated.asDouble()),
        list,
        pricedAs,
        unpriced == null ? span.text("costspan.cost.note") : unpriced,
        CAUSES.get(exchange.id()));
  }

  /** How the two compare. */
  public Agreement agreement() {
    if (listUsd == null) {
      return Agreement.NO_LIST_PRICE;
    }
    if (round(statedUsd).compareTo(round(listUsd)) == 0) {
      return Agreement.EXACT;
    }
    BigDecimal apart = statedUsd.subtract(listUsd).abs();
    BigDecimal rounding =
        PARTS.multiply(HALF).movePointLeft(statedUsd.stripTrailingZeros().scale());
    boolean rounded =
        apart.compareTo(rounding) <= 0
            && apart.compareTo(statedUsd.multiply(ROUNDING_AT_MOST)) <= 0;
    return rounded ? Agreement.ROUNDED : Agreement.DIFFERENT;
  }

  /** Why the two differ, or why there is no price; {@code null} where nobody knows. */
  @Nullable String cause() {
    return pricedAs == null ? note : known;
  }

  private static BigDecimal round(BigDecimal usd) {
    return usd.setScale(PLACES, RoundingMode.HALF_EVEN);
  }

  @Override
  public String toString() {
    return "stated "
        + statedUsd.toPlainString()
        + ", list "
        + (listUsd == null ? "none" : round(listUsd).stripTrailingZeros().toPlainString())
        + (pricedAs == null ? "" : " as " + pricedAs)
        + (cause() == null ? "" : ": " + cause());
  }
}
