// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the conventions say of a call. A thing that was not said is left out: absent and zero are
 * different. Under {@code gen_ai.usage.} only names of the conventions appear, because backends sum
 * whatever they find there; other counts, and those of an answer that was given here and used
 * nothing, are under {@code costspan.usage.}.
 */
final class CallAttributes {
  private static final Map<Unit, AttributeKey<Long>> USAGE = new EnumMap<>(Unit.class);

  static {
    for (Unit unit : Unit.values()) {
      USAGE.put(unit, ownName(unit));
    }
    USAGE.put(Unit.INPUT, AttributeKey.longKey("gen_ai.usage.input_tokens"));
    USAGE.put(Unit.OUTPUT, AttributeKey.longKey("gen_ai.usage.output_tokens"));
    USAGE.put(Unit.CACHE_READ, AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens"));
    USAGE.put(Unit.CACHE_WRITE, AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens"));
    USAGE.put(Unit.REASONING, AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens"));
  }

  private CallAttributes() {}

  /** Those that a sampler is to see. */
  static void atStart(CallRecord call, AttributesBuilder to) {
    to.put(Names.OPERATION, call.endpoint().operation());
    to.put(Names.PROVIDER, Providers.conventional(call.endpoint().provider()));
    to.put(Names.REQUEST_MODEL, Facts.requestModel(call));
    to.put(Names.SERVER_ADDRESS, call.endpoint().host());
    to.put(Names.SERVER_PORT, (long) call.endpoint().port());
  }

  /** All others. */
  static void atEnd(CallRecord call, AttributesBuilder to) {
    request(call, to);
    response(call, to);
    if (Facts.sent(call)) {
      usage(call.endpoint().operation(), call.usage(), to);
      source(call, to);
    } else {
      call.usage().counts().forEach((unit, count) -> to.put(ownName(unit), count));
    }
    to.put(Names.ERROR_TYPE, call.errorType());
    if (call.status() > 0) {
      to.put("http.response.status_code", (long) call.status());
    }
    if (call.attempt() > 1) {
      to.put("http.request.resend_count", (long) call.attempt() - 1);
    }
  }

  private static void request(CallRecord call, AttributesBuilder to) {
    RequestFacts request = call.request();
    put(to, "gen_ai.request.max_tokens", request.maxTokens());
    put(to, "gen_ai.request.temperature", request.temperature());
    put(to, "gen_ai.request.top_p", request.topP());
    put(to, "gen_ai.request.top_k", request.topK());
    put(to, "gen_ai.request.frequency_penalty", request.frequencyPenalty());
    put(to, "gen_ai.request.presence_penalty", request.presencePenalty());
    put(to, "gen_ai.request.seed", request.seed());
    put(to, "gen_ai.request.stop_sequences", request.stopSequences());
    put(to, "gen_ai.output.type", request.outputType());
    put(to, "gen_ai.embeddings.dimension.count", request.embeddingDimensions());
    Long choices = request.choiceCount();
    if (choices != null && choices != 1) {
      to.put("gen_ai.request.choice.count", choices.longValue());
    }
    if (Facts.streaming(call)) {
      to.put("gen_ai.request.stream", true);
    }
    String tier = request.serviceTier();
    if (tier != null && !tier.equals("auto")) {
      to.put(namespace(call) + ".request.service_tier", tier);
    }
    if (call.usageAsked()) {
      to.put("costspan.usage.requested", true);
    }
    String dialect = call.endpoint().dialect().id();
    switch (dialect) {
      case "openai.chat" -> to.put("openai.api.type", "chat_completions");
      case "openai.responses" -> to.put("openai.api.type", "responses");
      default -> to.put("costspan.dialect", dialect);
    }
  }

  private static void response(CallRecord call, AttributesBuilder to) {
    ResponseFacts response = call.response();
    put(to, "gen_ai.response.id", response.id());
    to.put(Names.RESPONSE_MODEL, response.model());
    put(to, "gen_ai.response.finish_reasons", response.finishReasons());
    put(to, namespace(call) + ".response.service_tier", response.serviceTier());
    put(to, "openai.response.system_fingerprint", response.systemFingerprint());
    put(to, "costspan.response.region", response.region());
    put(to, "costspan.response.anomalies", response.anomalies());
    if (Facts.streaming(call) && call.timing().firstChunkNanos() >= 0) {
      to.put("gen_ai.response.time_to_first_chunk", call.timing().firstChunkNanos() / 1e9);
    }
  }

  private static void usage(String operation, Usage usage, AttributesBuilder to) {
    usage
        .counts()
        .forEach(
            (unit, count) -> {
              AttributeKey<Long> key = USAGE.get(unit);
              boolean emptyOutput = unit == Unit.OUTPUT && operation.equals("embeddings");
              if (key != null && !(emptyOutput && count == 0)) {
                to.put(key, count);
              }
            });
  }

  private static AttributeKey<Long> ownName(Unit unit) {
    return AttributeKey.longKey("costspan.usage." + Facts.lower(unit));
  }

  /** Where the counts come from, and which of them nobody reported. */
  private static void source(CallRecord call, AttributesBuilder to) {
    UsageEstimate estimate = call.estimate();
    if (!call.usage().isEmpty()) {
      to.put(Names.USAGE_SOURCE, estimate == null ? "reported" : "estimated");
    }
    if (estimate != null) {
      List<String> units = estimate.units().stream().sorted().map(Facts::lower).toList();
      put(to, "costspan.usage.estimated", units);
    }
  }

  /** Only OpenAI's dialects have names of their own for the service tier. */
  private static String namespace(CallRecord call) {
    return call.endpoint().dialect().id().startsWith("openai") ? "openai" : "costspan";
  }

  private static void put(AttributesBuilder to, String key, @Nullable Long value) {
    if (value != null) {
      to.put(key, value.longValue());
    }
  }

  private static void put(AttributesBuilder to, String key, @Nullable Double value) {
    if (value != null) {
      to.put(key, value.doubleValue());
    }
  }

  private static void put(AttributesBuilder to, String key, @Nullable String value) {
    if (value != null) {
      to.put(key, value);
    }
  }

  private static void put(AttributesBuilder to, String key, List<String> values) {
    if (!values.isEmpty()) {
      to.put(AttributeKey.stringArrayKey(key), values);
    }
  }
}
