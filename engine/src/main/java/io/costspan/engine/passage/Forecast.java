// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call may come to, before it is sent.
 *
 * @param promptTokens of the prompt, by its characters
 * @param inputTokens what the provider will count as input: the prompt, and what such calls held
 *     beyond it
 * @param outputTokens what such calls used before, no more than the request allows
 * @param usd both at today's price; {@code null} when the price is not known, or not known yet
 * @param inputUsd the prompt alone; {@code null} likewise
 */
public record Forecast(
    long promptTokens,
    long inputTokens,
    long outputTokens,
    @Nullable BigDecimal usd,
    @Nullable BigDecimal inputUsd) {

  /** Of a prompt that is all there is. */
  public Forecast(
      long inputTokens,
      long outputTokens,
      @Nullable BigDecimal usd,
      @Nullable BigDecimal inputUsd) {
    this(inputTokens, inputTokens, outputTokens, usd, inputUsd);
  }

  /** Nothing is known. */
  public static final Forecast UNKNOWN = new Forecast(0, 0, null, null);
}
