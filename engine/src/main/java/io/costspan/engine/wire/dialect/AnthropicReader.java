// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of Anthropic's {@code /v1/messages}: the message itself, or a stream in which
 * {@code message_start} carries the message and {@code message_delta} the last word on its usage.
 */
final class AnthropicReader extends ResponseReader<AnthropicKey> {
  private final AnthropicUsage usage = new AnthropicUsage();
  private @Nullable String stopReason;

  AnthropicReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(AnthropicKey.KEYS, endpoint, request, head);
  }

  @Override
  public void start(AnthropicKey key) {
    switch (key) {
      case ERROR -> error().seen();
      case ITERATIONS, ITERATION -> usage.start(key);
      default -> {}
    }
  }

  @Override
  public void end(AnthropicKey key) {
    usage.end(key);
  }

  @Override
  public void text(AnthropicKey key, String value) {
    switch (key) {
      case ID -> id = value;
      case MODEL -> model = value.isEmpty() ? model : value;
      case STOP_REASON -> stopReason = value;
      case SERVICE_TIER -> serviceTier = fast() ? serviceTier : value;
      // fast mode has prices of its own, whatever the tier beside it says
      case SPEED -> serviceTier = value.equals("fast") ? value : serviceTier;
      case INFERENCE_GEO -> region = value.equals("not_available") ? null : value;
      case ERROR -> error().seen();
      case ERROR_TYPE -> error().type(value);
      case ITERATION_TYPE, ITERATION_MODEL -> usage.text(key, value);
      default -> {}
    }
  }

  private boolean fast() {
    return "fast".equals(serviceTier);
  }

  @Override
  public void count(AnthropicKey key, long value) {
    if (key != AnthropicKey.COST) {
      usage.count(key, value);
    }
  }

  @Override
  public void decimal(AnthropicKey key, BigDecimal value) {
    if (key == AnthropicKey.COST && value.signum() >= 0) {
      providerUsd = value;
    }
  }

  @Override
  public void mark(AnthropicKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    return stopReason == null ? List.of() : List.of(stopReason);
  }

  @Override
  Usage usage() {
    return usage.own();
  }

  @Override
  List<ModelUsage> extraUsage() {
    return usage.others();
  }
}
