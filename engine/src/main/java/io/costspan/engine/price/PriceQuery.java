// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a price depends on.
 *
 * @param provider provider id as the wire room names it, for instance {@code openai}, {@code
 *     azure.openai}, {@code gcp.gemini}
 * @param requestModel the model the request named
 * @param responseModel the model the response named, preferred
 * @param usage what was used
 * @param usageEstimated whether {@code usage} is an estimate
 * @param at when the call started
 * @param serviceTier the tier the response reports, else the one asked for
 * @param region data region that has a price of its own
 * @param providerUsd the cost the provider stated, in USD
 * @param variant what else was asked for that has a price of its own: {@code size}, {@code
 *     quality}, {@code resolution}, {@code audio}, {@code search_context_size}, in lower case;
 *     empty for text
 */
public record PriceQuery(
    String provider,
    @Nullable String requestModel,
    @Nullable String responseModel,
    Usage usage,
    boolean usageEstimated,
    Instant at,
    @Nullable String serviceTier,
    @Nullable String region,
    @Nullable BigDecimal providerUsd,
    Map<String, String> variant) {

  /** A query for a model whose price depends on nothing else. */
  public PriceQuery(
      String provider,
      @Nullable String requestModel,
      @Nullable String responseModel,
      Usage usage,
      boolean usageEstimated,
      Instant at,
      @Nullable String serviceTier,
      @Nullable String region,
      @Nullable BigDecimal providerUsd) {
    this(
        provider,
        requestModel,
        responseModel,
        usage,
        usageEstimated,
        at,
        serviceTier,
        region,
        providerUsd,
        Map.of());
  }
}
