// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads answers in the dialect of {@link OpenAiKey}. Prompt counts include cached tokens there. */
final class OpenAiReader extends ResponseReader<OpenAiKey> {
  private static final int TICKS_TO_USD = 10;

  private final UsageTally<OpenAiKey> tally = new UsageTally<>(OpenAiKey.class);
  private final FinishReasons reasons = new FinishReasons();
  private final StatedCost stated = new StatedCost();
  private final UsageBreakdown breakdown = new UsageBreakdown();
  private final @Nullable String fireworksCached;
  private long searches;

  OpenAiReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(OpenAiKey.KEYS, endpoint, request, head);
    fireworksCached = head.header("fireworks-cached-prompt-tokens");
    servedBy = head.header("x-inference-provider");
  }

  @Override
  public void start(OpenAiKey key) {
    switch (key) {
      case USAGE -> {
        tally.open();
        stated.open();
      }
      case BREAKDOWN, PART -> breakdown.start(key);
      case CHOICES -> reasons.openAll();
      case CHOICE -> reasons.open();
      case ERROR -> error().seen();
      default -> {}
    }
  }

  @Override
  public void end(OpenAiKey key) {
    switch (key) {
      case USAGE -> {
        tally.close();
        BigDecimal usd = stated.usd();
        providerUsd = usd == null ? providerUsd : usd;
      }
      case PART -> breakdown.end(key);
      case CHOICE -> reasons.close();
      default -> {}
    }
  }

  @Override
  public void text(OpenAiKey key, String value) {
    switch (key) {
      case ID -> id = value.isEmpty() ? id : value;
      // Azure's first chunk names no model
      case MODEL -> model = value.isEmpty() ? model : value;
      case SERVICE_TIER -> serviceTier = value;
      case FINGERPRINT -> systemFingerprint = value;
      case FINISH -> reasons.reason(value);
      case ERROR -> error().seen();
      case ERROR_CODE -> error().code(value);
      case ERROR_TYPE -> error().type(value);
      case TOP_CODE -> {
        if (failed()) {
          error().code(value);
        }
      }
      case TOP_TYPE -> {
        // "error" is what the object is, not which error
        if (failed() && !value.equals("error")) {
          error().type(value);
        } else if (value.equals("conversation.response.error")) {
          error().seen();
        }
      }
      case PART_MODEL -> breakdown.model(value);
      case SEARCH_CONTEXT -> searchContext = value;
      case EXECUTED_TOOL -> searches += value.equals("search") ? 1 : 0;
      default -> {}
    }
  }

  @Override
  public void count(OpenAiKey key, long value) {
    switch (key) {
      case INDEX -> reasons.index(value);
      case ERROR_CODE -> error().number(value);
      case COST_TICKS -> {
        // xAI hosted elsewhere says 0 and means that it does not say
        if (value > 0) {
          stated.cost(BigDecimal.valueOf(value, TICKS_TO_USD));
        }
      }
      case BASE_STATUS -> {
        if (value != 0) {
          error().number(value);
        }
      }
      case PART_PROMPT, PART_CACHED, PART_COMPLETION, PART_REASONING -> breakdown.count(key, value);
      case ID,
          MODEL,
          SERVICE_TIER,
          FINGERPRINT,
          FINISH,
          ERROR,
          ERROR_TYPE,
          TOP_CODE,
          TOP_TYPE,
          COST,
          UPSTREAM_COST -> {}
      default -> tally.put(key, value);
    }
  }

  @Override
  public void decimal(OpenAiKey key, BigDecimal value) {
    switch (key) {
      case COST -> stated.cost(value);
      case UPSTREAM_COST -> stated.upstream(value);
      default -> {}
    }
  }

  @Override
  public void flag(OpenAiKey key, boolean value) {
    if (key == OpenAiKey.OWN_KEY) {
      stated.ownKey(value);
    }
  }

  @Override
  public void mark(OpenAiKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    return reasons.list();
  }

  @Override
  Usage usage() {
    if (!tally.any()) {
      return Usage.NONE;
    }
    long completion = tally.get(OpenAiKey.COMPLETION);
    long total = tally.get(OpenAiKey.TOTAL);
    boolean embeddings = endpoint.operation().equals("embeddings");
    // some embedding APIs count nothing but the total, which is all input
    long prompt =
        embeddings ? tally.first(OpenAiKey.PROMPT, OpenAiKey.TOTAL) : tally.get(OpenAiKey.PROMPT);
    long reasoning = tally.first(OpenAiKey.REASONING, OpenAiKey.REASONING_ELSEWHERE);
    String provider = endpoint.provider();
    long input = ProviderQuirks.chatInput(provider, prompt, completion, total);
    long output =
        embeddings
            ? UNSAID
            : ProviderQuirks.chatOutput(provider, served(), prompt, completion, reasoning, total);
    if (output > completion && reasoning == UNSAID && completion >= 0) {
      reasoning = output - completion;
    }
    long searched = searches > 0 ? searches : tally.get(OpenAiKey.CONNECTOR_SEARCHES);
    long cached = cached();
    return Usage.builder()
        .set(Unit.INPUT, input)
        // a hidden system prompt can be cached and not counted: no more was cached than came in
        .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
        .set(Unit.CACHE_WRITE, tally.first(OpenAiKey.CACHE_WRITE, OpenAiKey.CACHE_WRITE_ELSEWHERE))
        .set(Unit.INPUT_AUDIO, tally.get(OpenAiKey.PROMPT_AUDIO))
        .set(Unit.INPUT_IMAGE, tally.get(OpenAiKey.PROMPT_IMAGE))
        .set(Unit.OUTPUT, output)
        .set(Unit.REASONING, reasoning)
        .set(Unit.OUTPUT_AUDIO, tally.get(OpenAiKey.COMPLETION_AUDIO))
        .set(Unit.OUTPUT_IMAGE, tally.get(OpenAiKey.COMPLETION_IMAGE))
        .set(Unit.AUDIO_MILLIS, audioMillis())
        .set(Unit.CITATION, tally.get(OpenAiKey.CITATIONS))
        .set(Unit.SEARCH_QUERIES, tally.get(OpenAiKey.SEARCH_QUERIES))
        .set(Unit.WEB_SEARCH, searched > 0 ? searched : UNSAID)
        .build();
  }

  private long audioMillis() {
    long seconds = tally.get(OpenAiKey.AUDIO_SECONDS);
    return seconds > 0 && seconds <= Long.MAX_VALUE / 1000 ? seconds * 1000 : UNSAID;
  }

  /** Fireworks has it in a header where the body says nothing. */
  private long cached() {
    long said = tally.first(OpenAiKey.CACHED, OpenAiKey.CACHED_ELSEWHERE);
    if (said != UNSAID || fireworksCached == null) {
      return said;
    }
    try {
      return Long.parseLong(fireworksCached.trim());
    } catch (NumberFormatException notOne) {
      return UNSAID;
    }
  }

  @Override
  List<ModelUsage> shares() {
    return breakdown.models();
  }

  private @Nullable String served() {
    return model != null ? model : request.model();
  }
}
