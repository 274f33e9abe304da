// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of Google's {@code generateContent} family. Thoughts and the prompts of tools are
 * counted beside the candidates and the prompt, so both totals are built here. Clients that talk
 * through Google's gRPC transcoding get enums as numbers.
 */
final class GeminiReader extends ResponseReader<GeminiKey> {
  private final UsageTally<GeminiKey> tally = new UsageTally<>(GeminiKey.class);
  private final FinishReasons reasons = new FinishReasons();
  private GeminiModality modality = GeminiModality.OTHER;
  private long modalityTokens;
  private long webSearches;
  private long searchesHere;
  private boolean searched;
  private @Nullable String blockReason;

  GeminiReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(GeminiKey.KEYS, endpoint, request, head);
    serviceTier = head.header("x-gemini-service-tier");
  }

  @Override
  public void start(GeminiKey key) {
    switch (key) {
      case USAGE -> tally.open();
      case CANDIDATES -> {
        reasons.openAll();
        searched = false;
        searchesHere = 0;
      }
      case CANDIDATE -> reasons.open();
      case ERROR -> error().seen();
      case SEARCHES -> searched = true;
      case PROMPT_DETAIL, CANDIDATES_DETAIL, CACHE_DETAIL -> {
        modality = GeminiModality.OTHER;
        modalityTokens = 0;
      }
      default -> {}
    }
  }

  @Override
  public void end(GeminiKey key) {
    switch (key) {
      case USAGE -> tally.close();
      case CANDIDATE -> reasons.close();
      // a later chunk of a stream that tells of searches tells of all of them
      case CANDIDATES -> webSearches = searched ? searchesHere : webSearches;
      case PROMPT_DETAIL -> part(GeminiKey.PROMPT_AUDIO, GeminiKey.PROMPT_IMAGE);
      case CANDIDATES_DETAIL -> part(GeminiKey.CANDIDATES_AUDIO, GeminiKey.CANDIDATES_IMAGE);
      case CACHE_DETAIL -> part(GeminiKey.CACHE_AUDIO, GeminiKey.CACHE_IMAGE);
      default -> {}
    }
  }

  private void part(GeminiKey audio, GeminiKey image) {
    if (modality == GeminiModality.AUDIO) {
      tally.add(audio, modalityTokens);
    } else if (modality == GeminiModality.IMAGE) {
      tally.add(image, modalityTokens);
    }
  }

  @Override
  public void text(GeminiKey key, String value) {
    switch (key) {
      case ID -> id = value;
      case MODEL -> model = value.isEmpty() ? model : value;
      case FINISH -> reasons.reason(value);
      case BLOCK_REASON -> blockReason = value;
      case TIER, TRAFFIC_TYPE -> serviceTier = value;
      case ERROR -> error().seen();
      case ERROR_STATUS -> error().code(value);
      case MODALITY -> modality = GeminiModality.of(value);
      case SEARCH -> searchesHere++;
      default -> {}
    }
  }

  @Override
  public void count(GeminiKey key, long value) {
    switch (key) {
      case INDEX -> reasons.index(value);
      case FINISH -> reasons.reason(Long.toString(value));
      case ERROR_CODE -> error().number(value);
      case MODALITY -> modality = GeminiModality.of(value);
      case TRAFFIC_TYPE -> serviceTier = GeminiTraffic.named(value);
      case MODALITY_TOKENS -> modalityTokens = Math.max(0, value);
      case PROMPT, TOOL_PROMPT, CANDIDATES_TOKENS, THOUGHTS, CACHED -> tally.put(key, value);
      default -> {}
    }
  }

  @Override
  public void decimal(GeminiKey key, BigDecimal value) {
    if (key == GeminiKey.COST && value.signum() >= 0) {
      providerUsd = value;
    }
  }

  @Override
  public void mark(GeminiKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    List<String> said = reasons.list();
    // a blocked prompt has no candidate that could say why it ended
    return said.isEmpty() && blockReason != null ? List.of("BLOCKED:" + blockReason) : said;
  }

  @Override
  Usage usage() {
    if (!tally.any()) {
      return Usage.NONE;
    }
    long prompt = tally.get(GeminiKey.PROMPT);
    long thoughts = tally.get(GeminiKey.THOUGHTS);
    long visible = tally.get(GeminiKey.CANDIDATES_TOKENS);
    long input = sum(prompt, tally.get(GeminiKey.TOOL_PROMPT));
    long cached = tally.get(GeminiKey.CACHED);
    Usage.Builder usage =
        Usage.builder()
            .set(Unit.INPUT, input)
            .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
            .set(Unit.INPUT_AUDIO, tally.get(GeminiKey.PROMPT_AUDIO))
            .set(Unit.CACHE_READ_AUDIO, tally.get(GeminiKey.CACHE_AUDIO))
            .set(Unit.INPUT_IMAGE, tally.get(GeminiKey.PROMPT_IMAGE))
            .set(Unit.OUTPUT, sum(visible, thoughts))
            .set(Unit.REASONING, thoughts)
            .set(Unit.OUTPUT_AUDIO, tally.get(GeminiKey.CANDIDATES_AUDIO))
            .set(Unit.OUTPUT_IMAGE, tally.get(GeminiKey.CANDIDATES_IMAGE));
    if (webSearches > 0) {
      usage.set(Unit.WEB_SEARCH, webSearches);
    }
    return usage.build();
  }

  private static long sum(long a, long b) {
    return a == UNSAID ? b : b == UNSAID ? a : a + b;
  }
}
