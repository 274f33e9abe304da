// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import io.costspan.engine.wire.ResponseHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of Bedrock's runtime, whole or in its binary stream. The type of an error is in a
 * header alone.
 */
final class BedrockReader extends ResponseReader<BedrockKey> {
  private final BedrockUsage usage;
  private final FinishReasons choices = new FinishReasons();
  private @Nullable String stopReason;
  private @Nullable String servedTier;
  private boolean optimized;

  BedrockReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(BedrockKey.KEYS, endpoint, request, head);
    usage = new BedrockUsage(head);
    servedTier = head.header("x-amzn-bedrock-service-tier");
    serviceTier = tier();
    String error = AwsError.named(head);
    if (error != null) {
      error().code(error);
    }
  }

  @Override
  public void start(BedrockKey key) {
    switch (key) {
      case CHOICES -> {
        choices.openAll();
        usage.start(key);
      }
      case CHOICE -> choices.open();
      case ERROR -> error().seen();
      default -> usage.start(key);
    }
  }

  @Override
  public void end(BedrockKey key) {
    if (key == BedrockKey.CHOICE) {
      choices.close();
    } else {
      usage.end(key);
    }
  }

  @Override
  public void text(BedrockKey key, String value) {
    switch (key) {
      case ID -> id = value.isEmpty() ? id : value;
      case MODEL, ROUTED -> model = value.isEmpty() ? model : value;
      case STOP -> stopReason = value.isEmpty() ? stopReason : value;
      case CHOICE_STOP -> choices.reason(value);
      case ERROR -> error().seen();
      case ERROR_TYPE -> error().type(AwsError.plain(value));
      case ERROR_CODE -> error().code(value);
      case SERVICE_TIER -> {
        servedTier = value;
        serviceTier = tier();
      }
      case LATENCY -> {
        optimized = value.equals("optimized");
        serviceTier = tier();
      }
      default -> usage.text(key, value);
    }
  }

  /** Inference optimized for latency has prices of its own, as a tier does. */
  private @Nullable String tier() {
    return optimized ? "latency-optimized" : servedTier;
  }

  @Override
  public void count(BedrockKey key, long value) {
    switch (key) {
      case CHOICE_INDEX -> choices.index(value);
      case ERROR_CODE -> error().number(value);
      default -> usage.count(key, value);
    }
  }

  @Override
  public void mark(BedrockKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    List<String> said = choices.list();
    return !said.isEmpty() || stopReason == null ? said : List.of(stopReason);
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
