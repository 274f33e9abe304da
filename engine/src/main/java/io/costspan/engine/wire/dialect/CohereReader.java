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
import org.jspecify.annotations.Nullable;

/**
 * Reads Cohere's answers. Of the two counts there, of tokens billed and of tokens the model saw,
 * the billed one counts; what is said to be cached is part of the other and of no price.
 */
final class CohereReader extends ResponseReader<CohereKey> {
  private final UsageTally<CohereKey> tally = new UsageTally<>(CohereKey.class);
  private final FinishReasons generations = new FinishReasons();
  private @Nullable String finish;

  CohereReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(CohereKey.KEYS, endpoint, request, head);
  }

  @Override
  public void start(CohereKey key) {
    switch (key) {
      case USAGE -> tally.open();
      case GENERATIONS -> generations.openAll();
      case GENERATION -> generations.open();
      case ERROR -> error().seen();
      default -> {}
    }
  }

  @Override
  public void end(CohereKey key) {
    switch (key) {
      case USAGE -> tally.close();
      case GENERATION -> generations.close();
      default -> {}
    }
  }

  @Override
  public void text(CohereKey key, String value) {
    switch (key) {
      case ID -> id = value;
      case FINISH -> finish = value.isEmpty() ? finish : value;
      case GENERATION_FINISH -> generations.reason(value);
      case ERROR -> error().seen();
      case ERROR_TYPE -> error().code(value);
      case MESSAGE -> {
        if (failed()) {
          error().seen();
        }
      }
      default -> {}
    }
  }

  @Override
  public void count(CohereKey key, long value) {
    tally.put(key, value);
  }

  @Override
  public void mark(CohereKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    List<String> each = generations.list();
    return !each.isEmpty() || finish == null ? each : List.of(finish);
  }

  @Override
  Usage usage() {
    long text = tally.first(CohereKey.BILLED_INPUT, CohereKey.MODEL_INPUT);
    long images = tally.get(CohereKey.BILLED_IMAGES);
    // image tokens are billed beside those of text, at a price of their own
    long input = images == UNSAID ? text : images + Math.max(0, text);
    return Usage.builder()
        .set(Unit.INPUT, input)
        .set(Unit.INPUT_IMAGE, images > 0 ? images : UNSAID)
        .set(Unit.OUTPUT, tally.first(CohereKey.BILLED_OUTPUT, CohereKey.MODEL_OUTPUT))
        .set(Unit.REASONING, tally.get(CohereKey.REASONING))
        .build();
  }
}
