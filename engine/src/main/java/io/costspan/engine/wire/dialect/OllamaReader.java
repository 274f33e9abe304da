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
import io.costspan.engine.wire.json.Prose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of Ollama's own API: one object, or lines of them of which the last one counts.
 * Older servers leave {@code prompt_eval_count} out when the whole prompt was cached.
 */
final class OllamaReader extends ResponseReader<OllamaReader.Key> {

  enum Key implements JsonKey {
    MODEL("model"),
    DONE_REASON("done_reason"),
    PROMPT("prompt_eval_count"),
    EVAL("eval_count"),
    ERROR("error"),
    CHAT_TEXT(true, "message.content"),
    CHAT_THINKING(true, "message.thinking"),
    CHAT_TOOLS(true, "message.tool_calls"),
    GENERATED(true, "response"),
    GENERATED_THINKING(true, "thinking");

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    private final boolean mark;
    private final String path;

    Key(String path) {
      this(false, path);
    }

    Key(boolean mark, String path) {
      this.mark = mark;
      this.path = path;
    }

    @Override
    public String paths() {
      return path;
    }

    @Override
    public boolean mark() {
      return mark;
    }

    @Override
    public Prose.@Nullable Kind prose() {
      return mark ? Prose.Kind.TEXT : null;
    }
  }

  private final UsageTally<Key> tally = new UsageTally<>(Key.class);
  private @Nullable String doneReason;

  OllamaReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(Key.KEYS, endpoint, request, head);
  }

  @Override
  public void text(Key key, String value) {
    switch (key) {
      case MODEL -> model = value.isEmpty() ? model : value;
      case DONE_REASON -> doneReason = value.isEmpty() ? doneReason : value;
      case ERROR -> error().seen();
      default -> {}
    }
  }

  @Override
  public void start(Key key) {
    if (key == Key.ERROR) {
      error().seen();
    }
  }

  @Override
  public void count(Key key, long value) {
    tally.put(key, value);
  }

  @Override
  public void mark(Key key) {
    content();
  }

  @Override
  public void document() {
    tally.close();
    super.document();
  }

  @Override
  List<String> finishReasons() {
    return doneReason == null ? List.of() : List.of(doneReason);
  }

  @Override
  Usage usage() {
    return Usage.builder()
        .set(Unit.INPUT, tally.get(Key.PROMPT))
        .set(Unit.OUTPUT, tally.get(Key.EVAL))
        .build();
  }
}
