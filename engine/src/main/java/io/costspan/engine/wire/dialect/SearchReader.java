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
 * Reads answers of Perplexity's {@code /search}, which counts nothing: every request that was
 * answered costs the same.
 */
final class SearchReader extends ResponseReader<SearchReader.Key> {

  enum Key implements JsonKey {
    ID("id"),
    RESULTS(true, "results"),
    ERROR("error"),
    ERROR_CODE("error.code"),
    ERROR_TYPE("error.type");

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    private final boolean mark;
    private final String paths;

    Key(String... paths) {
      this(false, paths);
    }

    Key(boolean mark, String... paths) {
      this.mark = mark;
      this.paths = String.join(" ", paths);
    }

    @Override
    public String paths() {
      return paths;
    }

    @Override
    public boolean mark() {
      return mark;
    }
  }

  private boolean answered;

  SearchReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
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
      case ERROR -> error().seen();
      case ERROR_CODE -> error().code(value);
      case ERROR_TYPE -> error().type(value);
      default -> {}
    }
  }

  @Override
  public void count(Key key, long value) {
    if (key == Key.ERROR_CODE) {
      error().number(value);
    }
  }

  @Override
  public void mark(Key key) {
    answered = true;
    // there is none, but the price list has a row of this name
    model = "search";
  }

  @Override
  List<String> finishReasons() {
    return List.of();
  }

  @Override
  Usage usage() {
    return answered && !failed() ? Usage.builder().set(Unit.REQUESTS, 1).build() : Usage.NONE;
  }
}
