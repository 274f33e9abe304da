// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of Google's {@code /interactions}: the interaction itself, or a stream of which the
 * last event carries it. What tools read and what was thought is counted beside input and output,
 * so both totals are built here.
 */
final class InteractionsReader extends ResponseReader<InteractionsKey> {
  private final UsageTally<InteractionsKey> tally = new UsageTally<>(InteractionsKey.class);
  private GeminiModality modality = GeminiModality.OTHER;
  private long modalityTokens;
  private final InteractionSearches searches = new InteractionSearches();
  private @Nullable String status;

  InteractionsReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(InteractionsKey.KEYS, endpoint, request, head);
  }

  @Override
  public void start(InteractionsKey key) {
    switch (key) {
      case USAGE -> tally.open();
      case STEP -> searches.open();
      case DELTA -> {
        content();
        searches.openPart();
      }
      case ERROR -> error().seen();
      case INPUT_DETAIL, OUTPUT_DETAIL, CACHE_DETAIL -> {
        modality = GeminiModality.OTHER;
        modalityTokens = 0;
      }
      default -> {}
    }
  }

  @Override
  public void end(InteractionsKey key) {
    switch (key) {
      case USAGE -> tally.close();
      case STEP, DELTA -> searches.close();
      case INPUT_DETAIL -> part(InteractionsKey.INPUT_AUDIO, InteractionsKey.INPUT_IMAGE);
      case OUTPUT_DETAIL -> part(InteractionsKey.OUTPUT_AUDIO, InteractionsKey.OUTPUT_IMAGE);
      case CACHE_DETAIL -> part(InteractionsKey.CACHE_AUDIO, InteractionsKey.CACHE_IMAGE);
      default -> {}
    }
  }

  private void part(InteractionsKey audio, InteractionsKey image) {
    if (modality == GeminiModality.AUDIO) {
      tally.add(audio, modalityTokens);
    } else if (modality == GeminiModality.IMAGE) {
      tally.add(image, modalityTokens);
    }
  }

  @Override
  public void text(InteractionsKey key, String value) {
    switch (key) {
      case ID -> id = value;
      case MODEL -> model = value.isEmpty() ? model : value;
      case STATUS -> status = value;
      case TIER -> serviceTier = value;
      case MODALITY -> modality = GeminiModality.of(value.toUpperCase(Locale.ROOT));
      case STEP_TYPE -> searches.type(value);
      case STEP_ID -> searches.id(value);
      case QUERY -> searches.query();
      case ERROR -> error().seen();
      case ERROR_CODE -> error().code(value);
      case ERROR_STATUS -> error().type(value);
      default -> {}
    }
  }

  @Override
  public void count(InteractionsKey key, long value) {
    switch (key) {
      case ERROR_CODE -> error().number(value);
      case MODALITY_TOKENS -> modalityTokens = Math.max(0, value);
      default -> tally.put(key, value);
    }
  }

  @Override
  public void mark(InteractionsKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    // one that is still at work has not ended for any reason
    return status == null || status.equals("in_progress") ? List.of() : List.of(status);
  }

  @Override
  Usage usage() {
    if (!tally.any()) {
      return Usage.NONE;
    }
    long thoughts = tally.get(InteractionsKey.THOUGHTS);
    long input = sum(tally.get(InteractionsKey.INPUT), tally.get(InteractionsKey.TOOL_USE));
    long cached = tally.get(InteractionsKey.CACHED);
    return Usage.builder()
        .set(Unit.INPUT, input)
        .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
        .set(Unit.INPUT_AUDIO, tally.get(InteractionsKey.INPUT_AUDIO))
        .set(Unit.CACHE_READ_AUDIO, tally.get(InteractionsKey.CACHE_AUDIO))
        .set(Unit.INPUT_IMAGE, tally.get(InteractionsKey.INPUT_IMAGE))
        .set(Unit.CACHE_READ_IMAGE, tally.get(InteractionsKey.CACHE_IMAGE))
        .set(Unit.OUTPUT, sum(tally.get(InteractionsKey.OUTPUT), thoughts))
        .set(Unit.REASONING, thoughts)
        .set(Unit.OUTPUT_AUDIO, tally.get(InteractionsKey.OUTPUT_AUDIO))
        .set(Unit.OUTPUT_IMAGE, tally.get(InteractionsKey.OUTPUT_IMAGE))
        .set(Unit.WEB_SEARCH, searches.count() > 0 ? searches.count() : UNSAID)
        .build();
  }

  private static long sum(long a, long b) {
    return a == UNSAID ? b : b == UNSAID ? a : a + b;
  }
}
