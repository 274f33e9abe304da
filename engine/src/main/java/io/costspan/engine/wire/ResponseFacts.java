// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a response says; every part {@code null} or empty when it does not. No text of the answer is
 * among it.
 *
 * @param id the provider's response id
 * @param model the model that served
 * @param finishReasons raw finish reasons, in order of choices
 * @param usage inclusive totals and their parts; {@link Usage#NONE} when absent
 * @param extraUsage usage billed at another model's price (Anthropic's advisor), model and usage;
 *     empty as a rule
 * @param serviceTier the tier as served
 * @param region the data region as served
 * @param systemFingerprint OpenAI's
 * @param providerUsd the cost the provider states, in USD
 * @param error error code or type found in the body, also of a 200
 * @param stream whether the answer came as a stream
 * @param anomalies short names of what was odd, for instance {@code truncated}, {@code not-json}
 * @param served who stood behind the one that answered; {@code null} when it does not say
 */
public record ResponseFacts(
    @Nullable String id,
    @Nullable String model,
    List<String> finishReasons,
    Usage usage,
    List<ModelUsage> extraUsage,
    @Nullable String serviceTier,
    @Nullable String region,
    @Nullable String systemFingerprint,
    @Nullable BigDecimal providerUsd,
    @Nullable String error,
    boolean stream,
    List<String> anomalies,
    @Nullable Served served) {

  /** An answer of which nobody stood behind the one that gave it. */
  public ResponseFacts(
      @Nullable String id,
      @Nullable String model,
      List<String> finishReasons,
      Usage usage,
      List<ModelUsage> extraUsage,
      @Nullable String serviceTier,
      @Nullable String region,
      @Nullable String systemFingerprint,
      @Nullable BigDecimal providerUsd,
      @Nullable String error,
      boolean stream,
      List<String> anomalies) {
    this(
        id,
        model,
        finishReasons,
        usage,
        extraUsage,
        serviceTier,
        region,
        systemFingerprint,
        providerUsd,
        error,
        stream,
        anomalies,
        null);
  }

  /** The anomaly of an answer that was not said, or not read, to its end. */
  public static final String TRUNCATED = "truncated";

  /** Whether the answer was said to its end, as far as it can be told from what was read. */
  public boolean whole() {
    return !anomalies.contains(TRUNCATED);
  }

  /** The same with another usage. */
  public ResponseFacts with(Usage other) {
    return new ResponseFacts(
        id,
        model,
        finishReasons,
        other,
        extraUsage,
        serviceTier,
        region,
        systemFingerprint,
        providerUsd,
        error,
        stream,
        anomalies,
        served);
  }

  /** No response came, or nothing of it could be read. */
  public static final ResponseFacts UNKNOWN =
      new ResponseFacts(
          null,
          null,
          List.of(),
          Usage.NONE,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          false,
          List.of());

  /** Usage of another model within the same answer. */
  public record ModelUsage(String model, Usage usage) {}

  /**
   * Who did the work behind a router or a system of several models.
   *
   * @param by the provider that a router chose, by the router's name for it
   * @param shares how {@code usage} is divided among models that are billed each at its own price;
   *     empty when one model did it all
   * @param searchContext how much of the web was put before the model, where that has a price:
   *     {@code low}, {@code medium}, {@code high}
   */
  public record Served(
      @Nullable String by, List<ModelUsage> shares, @Nullable String searchContext) {}
}
