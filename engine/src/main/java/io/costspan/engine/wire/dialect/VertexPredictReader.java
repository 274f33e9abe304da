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
import java.util.List;

/**
 * Reads answers of Vertex's {@code :predict} for models that embed: every prediction counts its own
 * tokens.
 */
final class VertexPredictReader extends ResponseReader<VertexPredictReader.Key> {

  enum Key implements JsonKey {
    TOKENS("predictions[].embeddings.statistics.token_count"),
    CHARACTERS("metadata.billableCharacterCount"),
    ERROR("error"),
    ERROR_CODE("error.code"),
    ERROR_STATUS("error.status");

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

  VertexPredictReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
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
      case ERROR -> error().seen();
      case ERROR_STATUS -> error().code(value);
      default -> {}
    }
  }

  @Override
  public void count(Key key, long value) {
    switch (key) {
      case TOKENS -> tally.add(key, value);
      case CHARACTERS -> tally.put(key, value);
      case ERROR_CODE -> error().number(value);
      default -> {}
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
        .set(Unit.INPUT, tally.get(Key.TOKENS))
        .set(Unit.CHARACTERS, tally.get(Key.CHARACTERS))
        .build();
  }
}
