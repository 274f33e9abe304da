// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of OpenAI's {@code /responses}: the response object itself, or a stream whose
 * events carry it under {@code response}. Input includes cached and written tokens, output includes
 * reasoning.
 */
final class ResponsesReader extends ResponseReader<ResponsesKey> {

  private static final int TICKS_TO_USD = 10;

  private final UsageTally<ResponsesKey> tally = new UsageTally<>(ResponsesKey.class);
  private final StatedCost stated = new StatedCost();
  private @Nullable String status;
  private @Nullable String incomplete;
  private @Nullable String code;
  private boolean errorHere;
  private final ServerTools tools = new ServerTools();

  ResponsesReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(ResponsesKey.KEYS, endpoint, request, head);
  }

  @Override
  public void start(ResponsesKey key) {
    switch (key) {
      case USAGE -> {
        tally.open();
        stated.open();
      }
      case ERROR -> errorHere = true;
      default -> tools.start(key);
    }
  }

  @Override
  public void end(ResponsesKey key) {
    if (key == ResponsesKey.USAGE) {
      tally.close();
      BigDecimal usd = stated.usd();
      providerUsd = usd == null ? providerUsd : usd;
    } else {
      tools.end(key);
    }
  }

  @Override
  public void text(ResponsesKey key, String value) {
    switch (key) {
      case ID -> id = value;
      case MODEL -> model = value.isEmpty() ? model : value;
      case STATUS -> status = value;
      case INCOMPLETE -> incomplete = value;
      case SERVICE_TIER -> serviceTier = value;
      case ERROR -> errorHere = true;
      case TYPE -> errorHere |= value.equals("error");
      case CODE -> code = value;
      case ERROR_CODE -> error().code(value);
      case ERROR_TYPE -> error().type(value);
      default -> tools.text(key, value);
    }
  }

  @Override
  public void count(ResponsesKey key, long value) {
    switch (key) {
      case ERROR_CODE -> error().number(value);
      case COST_TICKS -> {
        if (value > 0) {
          stated.cost(BigDecimal.valueOf(value, TICKS_TO_USD));
        }
      }
      case INPUT, CACHED, CACHE_WRITE, OUT, REASONING -> tally.put(key, value);
      default -> tools.count(key, value);
    }
  }

  @Override
  public void decimal(ResponsesKey key, BigDecimal value) {
    switch (key) {
      case COST -> stated.cost(value);
      case UPSTREAM_COST -> stated.upstream(value);
      default -> {}
    }
  }

  @Override
  public void flag(ResponsesKey key, boolean value) {
    if (key == ResponsesKey.OWN_KEY) {
      stated.ownKey(value);
    }
  }

  @Override
  public void mark(ResponsesKey key) {
    content();
  }

  @Override
  public void document() {
    if (errorHere) {
      error().seen();
      if (code != null) {
        error().code(code);
      }
    }
    errorHere = false;
    code = null;
    super.document();
  }

  @Override
  List<String> finishReasons() {
    if (status == null) {
      return List.of();
    }
    return List.of(incomplete != null ? incomplete : status);
  }

  @Override
  Usage usage() {
    if (!tally.any()) {
      return Usage.NONE;
    }
    long input = tally.get(ResponsesKey.INPUT);
    long cached = tally.get(ResponsesKey.CACHED);
    Usage.Builder usage =
        Usage.builder()
            .set(Unit.INPUT, input)
            .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
            .set(Unit.CACHE_WRITE, tally.get(ResponsesKey.CACHE_WRITE))
            .set(Unit.OUTPUT, tally.get(ResponsesKey.OUT))
            .set(Unit.REASONING, tally.get(ResponsesKey.REASONING));
    tools.bill(usage);
    return usage.build();
  }

  /** A stated cost is that of the whole call. */
  @Override
  List<ModelUsage> extraUsage() {
    return providerUsd == null ? tools.drawing() : List.of();
  }

  @Override
  List<String> oddities() {
    return tools.nameless() ? List.of("unknown-image-model") : List.of();
  }
}
