// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import java.math.BigDecimal;
import java.util.List;

/**
 * Reads answers of ranking APIs: Cohere counts search units, all others tokens, which are all
 * input.
 */
final class RerankReader extends ResponseReader<RerankReader.Key> {

  enum Key implements JsonKey {
    ID("id", "request_id"),
    MODEL("model"),
    ERROR("error"),
    ERROR_CODE("error.code"),
    ERROR_TYPE("error.type", "error_type"),
    /** Of an error without an envelope. */
    TOP_CODE("code"),
    MESSAGE("message", "detail"),
    TOTAL("usage.total_tokens"),
    PROMPT("usage.prompt_tokens"),
    BILLED("meta.billed_units.input_tokens"),
    COUNTED("meta.tokens.input_tokens"),
    SEARCH_UNITS("meta.billed_units.search_units"),
    COST("usage.cost", "usage.cost.total_cost");

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    private final String paths;

    Key(String... paths) {
      this.paths = String.join(" ", paths);
    }

    @Override
    public String paths() {
      return paths;
    }
  }

  private final UsageTally<Key> tally = new UsageTally<>(Key.class);

  RerankReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(Key.KEYS, endpoint, request, head);
  }

  @Override
  public void start(Key key) {
    if (key == Key.ERROR) {
      error().seen();
    }
  }

  @Override
  public void text(Key key, String value) {
    switch (key) {
      case ID -> id = value;
      case MODEL -> model = value.isEmpty() ? model : value;
      case ERROR -> error().seen();
      case ERROR_CODE -> error().code(value);
      case ERROR_TYPE -> error().type(value);
      case TOP_CODE -> {
        if (failed()) {
          error().code(value);
        }
      }
      case MESSAGE -> {
        if (failed()) {
          error().seen();
        }
      }
      default -> {}
    }
  }

  @Override
  public void count(Key key, long value) {
    if (key == Key.ERROR_CODE) {
      error().number(value);
    } else {
      tally.put(key, value);
    }
  }

  @Override
  public void decimal(Key key, BigDecimal value) {
    if (key == Key.COST && value.signum() >= 0) {
      providerUsd = value;
    }
  }

  @Override
  public void document() {
    tally.close();
    super.document();
  }

  @Override
  List<String> finishReasons() {
    return List.of();
  }

  @Override
  Usage usage() {
    return Usage.builder()
        .set(Unit.INPUT, tally.first(Key.TOTAL, Key.PROMPT, Key.BILLED, Key.COUNTED))
        .set(Unit.SEARCH_UNITS, tally.get(Key.SEARCH_UNITS))
        .build();
  }
}
