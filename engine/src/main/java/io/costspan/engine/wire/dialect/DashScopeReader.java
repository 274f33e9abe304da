// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

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
 * Reads answers of DashScope's own API: {@code output} and {@code usage}, in a stream again and
 * again with the counts so far. It names no model.
 */
final class DashScopeReader extends ResponseReader<DashScopeReader.Key> {

  enum Key implements JsonKey {
    ID("request_id"),
    CHOICES("output.choices"),
    CHOICE("output.choices[]"),
    INDEX("output.choices[].index"),
    FINISH("output.choices[].finish_reason"),
    TEXT_FINISH("output.finish_reason"),
    TEXT(true, "output.text"),
    CONTENT(true, "output.choices[].message.content"),
    REASONING_TEXT(true, "output.choices[].message.reasoning_content"),
    TOOL_CALLS(true, "output.choices[].message.tool_calls"),
    /** There only where the request failed. */
    CODE("code"),
    USAGE("usage"),
    INPUT("usage.input_tokens"),
    OUTPUT("usage.output_tokens"),
    TOTAL("usage.total_tokens"),
    CACHED("usage.prompt_tokens_details.cached_tokens", "usage.input_tokens_details.cached_tokens"),
    CACHE_WRITE(
        "usage.prompt_tokens_details.cache_creation_input_tokens",
        "usage.input_tokens_details.cache_creation_input_tokens"),
    INPUT_IMAGE("usage.image_tokens", "usage.input_tokens_details.image_tokens"),
    INPUT_AUDIO("usage.audio_tokens", "usage.input_tokens_details.audio_tokens"),
    REASONING("usage.output_tokens_details.reasoning_tokens"),
    OUTPUT_AUDIO("usage.output_tokens_details.audio_tokens"),
    SEARCHES("usage.plugins.search.count"),
    IMAGES("usage.image_count"),
    CHARACTERS("usage.characters");

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
      return mark ? Prose.Kind.TEXT : null;
    }
  }

  private final UsageTally<Key> tally = new UsageTally<>(Key.class);
  private final FinishReasons reasons = new FinishReasons();
  private @Nullable String textFinish;

  DashScopeReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(Key.KEYS, endpoint, request, head);
  }

  @Override
  public void start(Key key) {
    switch (key) {
      case USAGE -> tally.open();
      case CHOICES -> reasons.openAll();
      case CHOICE -> reasons.open();
      default -> {}
    }
  }

  @Override
  public void end(Key key) {
    switch (key) {
      case USAGE -> tally.close();
      case CHOICE -> reasons.close();
      default -> {}
    }
  }

  @Override
  public void text(Key key, String value) {
    switch (key) {
      case ID -> id = value;
      // until the end it is the word "null"
      case FINISH -> reasons.reason(value.equals("null") ? "" : value);
      case TEXT_FINISH -> textFinish = value.equals("null") ? textFinish : value;
      case CODE -> {
        if (!value.isEmpty()) {
          error().code(value);
        }
      }
      default -> {}
    }
  }

  @Override
  public void count(Key key, long value) {
    if (key == Key.INDEX) {
      reasons.index(value);
    } else {
      tally.put(key, value);
    }
  }

  @Override
  public void mark(Key key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    List<String> each = reasons.list();
    return !each.isEmpty() || textFinish == null ? each : List.of(textFinish);
  }

  @Override
  Usage usage() {
    if (!tally.any()) {
      return Usage.NONE;
    }
    // embeddings count nothing but the total
    boolean made = endpoint.operation().equals("chat");
    long input = made ? tally.get(Key.INPUT) : tally.first(Key.INPUT, Key.TOTAL);
    long searches = tally.get(Key.SEARCHES);
    return Usage.builder()
        .set(Unit.INPUT, input)
        .set(Unit.CACHE_READ, atMost(input, tally.get(Key.CACHED)))
        .set(Unit.CACHE_WRITE, tally.get(Key.CACHE_WRITE))
        .set(Unit.INPUT_IMAGE, tally.get(Key.INPUT_IMAGE))
        .set(Unit.INPUT_AUDIO, tally.get(Key.INPUT_AUDIO))
        .set(Unit.OUTPUT, made ? tally.get(Key.OUTPUT) : UNSAID)
        .set(Unit.REASONING, tally.get(Key.REASONING))
        .set(Unit.OUTPUT_AUDIO, tally.get(Key.OUTPUT_AUDIO))
        .set(Unit.WEB_SEARCH, searches > 0 ? searches : UNSAID)
        .set(Unit.IMAGES, made ? tally.get(Key.IMAGES) : UNSAID)
        .set(Unit.CHARACTERS, tally.get(Key.CHARACTERS))
        .build();
  }

  private static long atMost(long whole, long part) {
    return whole >= 0 ? Math.min(whole, part) : part;
  }
}
