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
 * Reads answers of completion APIs that are older than chat: Anthropic's {@code /v1/complete},
 * Aleph Alpha's {@code /complete}, Hugging Face's text generation inference and llama.cpp's {@code
 * /completion}. No name of one means something else to another. Anthropic's counts nothing, Hugging
 * Face's only what was generated.
 */
final class CompletionReader extends ResponseReader<CompletionReader.Key> {

  enum Key implements JsonKey {
    ID("id"),
    MODEL("model"),
    STOP_REASON("stop_reason", "stop_type", "details.finish_reason"),
    CHOICES("completions"),
    CHOICE("completions[]"),
    CHOICE_FINISH("completions[].finish_reason"),
    INPUT("num_tokens_prompt_total", "details.input_length", "tokens_evaluated"),
    OUTPUT("num_tokens_generated", "details.generated_tokens", "tokens_predicted"),
    /** Hugging Face says a stream's text a second time, as a whole; its tokens are only marks. */
    TEXT(true, "completion", "content", "generated_text", "completions[].completion"),
    TOKEN(true, "token"),
    ERROR("error"),
    ERROR_TYPE("error.type", "error_type"),
    ERROR_CODE("error.code", "code");

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

    @Override
    public Prose.@Nullable Kind prose() {
      return this == TEXT ? Prose.Kind.TEXT : null;
    }
  }

  private final UsageTally<Key> tally = new UsageTally<>(Key.class);
  private final FinishReasons choices = new FinishReasons();
  private @Nullable String stop;

  CompletionReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(Key.KEYS, endpoint, request, head);
  }

  @Override
  public void start(Key key) {
    switch (key) {
      case CHOICES -> choices.openAll();
      case CHOICE -> choices.open();
      case ERROR -> error().seen();
      default -> {}
    }
  }

  @Override
  public void end(Key key) {
    if (key == Key.CHOICE) {
      choices.close();
    }
  }

  @Override
  public void text(Key key, String value) {
    switch (key) {
      case ID -> id = value;
      case MODEL -> model = value.isEmpty() ? model : value;
      // llama.cpp says "none" until it stops
      case STOP_REASON -> stop = value.isEmpty() || value.equals("none") ? stop : value;
      case CHOICE_FINISH -> choices.reason(value);
      case ERROR -> error().seen();
      case ERROR_TYPE -> error().type(value);
      case ERROR_CODE -> error().code(value);
      default -> {}
    }
  }

  @Override
  public void count(Key key, long value) {
    switch (key) {
      case ERROR_CODE -> error().number(value);
      case INPUT, OUTPUT -> tally.put(key, value);
      default -> {}
    }
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
    List<String> each = choices.list();
    return !each.isEmpty() || stop == null ? each : List.of(stop);
  }

  @Override
  Usage usage() {
    return Usage.builder()
        .set(Unit.INPUT, tally.get(Key.INPUT))
        .set(Unit.OUTPUT, tally.get(Key.OUTPUT))
        .build();
  }
}
