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
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of OpenAI's {@code /responses}: the response object itself, or a stream whose
 * events carry it under {@code response}. Input includes cached and written tokens, output includes
 * reasoning.
 */
final class ResponsesReader extends ResponseReader<ResponsesReader.Key> {

  enum Key implements JsonKey {
    RESPONSE("response"),
    TYPE("type"),
    DELTA(true, "delta"),
    ID(both("id")),
    MODEL(both("model")),
    STATUS(both("status")),
    INCOMPLETE(both("incomplete_details.reason")),
    SERVICE_TIER(both("service_tier")),
    ERROR(both("error")),
    ERROR_CODE(both("error.code")),
    /** Of an error event; other events have a {@code code}, too, and it is program text. */
    CODE("code"),
    ERROR_TYPE(both("error.type")),
    OUTPUT(both("output")),
    OUTPUT_TYPE(both("output[].type")),
    /** The text of a whole answer, which matters only to an estimate; streams say it in deltas. */
    OUTPUT_TEXT(
        false,
        Prose.Kind.TEXT,
        "output[].content",
        "output[].summary",
        "output[].arguments",
        "output[].input"),
    CALLED(false, Prose.Kind.CALL, "output[].name"),
    USAGE(both("usage")),
    INPUT(both("usage.input_tokens")),
    CACHED(both("usage.input_tokens_details.cached_tokens")),
    CACHE_WRITE(both("usage.input_tokens_details.cache_write_tokens")),
    OUT(both("usage.output_tokens")),
    REASONING(both("usage.output_tokens_details.reasoning_tokens")),
    COST_TICKS(both("usage.cost_in_usd_ticks")),
    COST(
        "usage.cost",
        "usage.pydantic_ai_gateway.cost_estimate",
        "response.usage.cost",
        "response.usage.pydantic_ai_gateway.cost_estimate"),
    OWN_KEY(both("usage.is_byok")),
    UPSTREAM_COST(both("usage.cost_details.upstream_inference_cost")),
    WEB_SEARCHES(both("tool_usage.web_search.num_requests"));

    static final JsonKeys<Key> KEYS = JsonKeys.of(Key.class);

    private final boolean mark;
    private final Prose.@Nullable Kind prose;
    private final String paths;

    Key(String... paths) {
      this(false, null, paths);
    }

    Key(boolean mark, String... paths) {
      this(mark, mark ? Prose.Kind.TEXT : null, paths);
    }

    Key(boolean mark, Prose.@Nullable Kind prose, String... paths) {
      this.mark = mark;
      this.prose = prose;
      this.paths = String.join(" ", paths);
    }

    private static String[] both(String path) {
      return new String[] {path, "response." + path};
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
      return prose;
    }
  }

  private static final int TICKS_TO_USD = 10;

  private final UsageTally<Key> tally = new UsageTally<>(Key.class);
  private final StatedCost stated = new StatedCost();
  private @Nullable String status;
  private @Nullable String incomplete;
  private @Nullable String code;
  private boolean errorHere;
  private long webSearchCalls;
  private long webSearchesStated = UsageTally.UNSAID;
  private long fileSearchCalls;

  ResponsesReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(Key.KEYS, endpoint, request, head);
  }

  @Override
  public void start(Key key) {
    switch (key) {
      case USAGE -> {
        tally.open();
        stated.open();
      }
      case ERROR -> errorHere = true;
      case OUTPUT -> {
        webSearchCalls = 0;
        fileSearchCalls = 0;
      }
      default -> {}
    }
  }

  @Override
  public void end(Key key) {
    if (key == Key.USAGE) {
      tally.close();
      BigDecimal usd = stated.usd();
      providerUsd = usd == null ? providerUsd : usd;
    }
  }

  @Override
  public void text(Key key, String value) {
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
      case OUTPUT_TYPE -> {
        webSearchCalls += value.equals("web_search_call") ? 1 : 0;
        fileSearchCalls += value.equals("file_search_call") ? 1 : 0;
      }
      default -> {}
    }
  }

  @Override
  public void count(Key key, long value) {
    switch (key) {
      case WEB_SEARCHES -> webSearchesStated = value;
      case ERROR_CODE -> error().number(value);
      case COST_TICKS -> {
        if (value > 0) {
          stated.cost(BigDecimal.valueOf(value, TICKS_TO_USD));
        }
      }
      case INPUT, CACHED, CACHE_WRITE, OUT, REASONING -> tally.put(key, value);
      default -> {}
    }
  }

  @Override
  public void decimal(Key key, BigDecimal value) {
    switch (key) {
      case COST -> stated.cost(value);
      case UPSTREAM_COST -> stated.upstream(value);
      default -> {}
    }
  }

  @Override
  public void flag(Key key, boolean value) {
    if (key == Key.OWN_KEY) {
      stated.ownKey(value);
    }
  }

  @Override
  public void mark(Key key) {
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
    long input = tally.get(Key.INPUT);
    long cached = tally.get(Key.CACHED);
    Usage.Builder usage =
        Usage.builder()
            .set(Unit.INPUT, input)
            .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
            .set(Unit.CACHE_WRITE, tally.get(Key.CACHE_WRITE))
            .set(Unit.OUTPUT, tally.get(Key.OUT))
            .set(Unit.REASONING, tally.get(Key.REASONING));
    long webSearches = webSearchesStated >= 0 ? webSearchesStated : webSearchCalls;
    if (webSearches > 0) {
      usage.set(Unit.WEB_SEARCH, webSearches);
    }
    if (fileSearchCalls > 0) {
      usage.set(Unit.FILE_SEARCH, fileSearchCalls);
    }
    return usage.build();
  }
}
