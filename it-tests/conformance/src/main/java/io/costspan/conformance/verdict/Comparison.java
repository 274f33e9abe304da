// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.conformance.corpus.Exchange;
import io.costspan.conformance.loopback.ContentCoding;
import io.costspan.conformance.replay.Received;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what the application got, and what its span says, with the record. */
public final class Comparison {
  /** Operations that providers do not charge for: a span of them would count money twice. */
  private static final Set<String> FREE = Set.of("count_tokens", "responses.retrieve", "batch");

  /** What the conventions' {@code generate_content} may come to. */
  private static final Set<String> GENERATED = Set.of("chat", "image", "audio.speech");

  /** Decimal places of money: the product rounds a call once, to 1e-12 USD. */
  private static final int PLACES = 12;

  private final Exchange exchange;
  private final JsonNode expected;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Exchange exchange) {
    this.exchange = exchange;
    this.expected = exchange.expected();
  }

  /**
   * All differences; empty when exact.
   *
   * @param undone the content codings that the client undoes of itself
   */
  public static List<Difference> of(
      Exchange exchange, Received received, List<Span> spans, Set<String> undone) {
    Comparison comparison = new Comparison(exchange);
    comparison.answer(received, undone);
    int wanted =
        exchange.llm() && (!FREE.contains(exchange.operation()) || video(exchange)) ? 1 : 0;
    comparison.field("spans", wanted, spans.size());
    if (wanted == 1 && spans.size() == 1) {
      comparison.span(new SpanFacts(spans.get(0)));
    }
    return comparison.differences;
  }

  /**
   * The application must get exactly what was recorded: as it was on the wire, but plain where its
   * client undoes the content coding.
   */
  private void answer(Received received, Set<String> undone) {
    field("answer.failure", null, received.failure());
    if (received.failure() == null) {
      byte[] body =
          undone.contains(exchange.contentCoding()) ? exchange.responseBody() : onTheWire();
      field("answer.status", exchange.status(), received.status());
      if (!Arrays.equals(body, received.bytes())) {
        field("answer.body", body.length + " bytes", received.bytes().length + " other bytes");
      }
    }
  }

  private byte[] onTheWire() {
    try {
      byte[] body = exchange.responseBody();
      return body.length == 0 ? body : ContentCoding.encoded(body, exchange.contentCoding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void span(SpanFacts span) {
    field(
        "provider",
        ProviderNames.conventional(exchange.provider()),
        span.text("gen_ai.provider.name"));
    // the corpus says what came of it where the conventions say what was called
    String operation = span.text("gen_ai.operation.name");
    boolean generated =
        "generate_content".equals(operation) && GENERATED.contains(exchange.operation());
    boolean started = "video".equals(operation) && video(exchange);
    field(
        "operation", exchange.operation(), generated || started ? exchange.operation() : operation);
    String model = text("request_model");
    // an address that was made up names a model where the record names none, as a form may
    if (model != null || (exchange.url() != null && !exchange.form())) {
      field("request_model", model, span.text("gen_ai.request.model"));
    }
    String served = text("response_model");
    // the corpus does not look at the model of a verdict
    if (served != null || !exchange.operation().equals("moderation")) {
      field("response_model", served, span.text("gen_ai.response.model"));
    }
    if (exchange.url() != null && expected.has("max_tokens")) {
      counted("max_tokens", span, "gen_ai.request.max_tokens");
    }
    stream(span);
    usage(span);
    // the corpus lists each reason once, a span one for each choice
    List<String> reasons = new ArrayList<>();
    expected.path("finish_reasons").forEach(reason -> reasons.add(reason.asText()));
    field(
        "finish_reasons",
        reasons.stream().distinct().toList(),
        span.texts("gen_ai.response.finish_reasons").stream().distinct().toList());
    cost(span);
    field("http_status", (long) exchange.status(), span.count("http.response.status_code"));
    error(span);
    new BilledBeside(expected.path("extras"), span).compare(this::field);
  }

  /**
   * A failure is named by its status; one inside an answer of 200 by what the provider calls it.
   */
  private void error(SpanFacts span) {
    JsonNode error = expected.path("error");
    String got = span.text("error.type");
    if (exchange.status() >= 400) {
      field("error", Integer.toString(exchange.status()), got);
    } else if (error.isObject()) {
      field("error", named(error), got);
    } else {
      field("error", expected.path("extras").has("in_band_error"), got != null);
    }
  }

  /** Starting a video is what is paid, although it is fetched later like a batch. */
  private static boolean video(Exchange exchange) {
    String url = exchange.url();
    return url != null && url.endsWith(":predictLongRunning");
  }

  /**
   * A span tells whether a stream was asked for. The record tells whether one came, and not always
   * what was asked: of a failed request nothing can be concluded then.
   */
  private void stream(SpanFacts span) {
    JsonNode asked = expected.path("request_stream");
    if (exchange.status() < 400 || asked.isBoolean()) {
      boolean stream = expected.path("stream").asBoolean() || asked.asBoolean();
      field("stream", stream, span.flag("gen_ai.request.stream"));
    }
  }

  /** The code where it is a word, else the type, else the number. */
  private static String named(JsonNode error) {
    JsonNode code = error.path("code");
    String otherwise = code.isNumber() ? code.asText() : "error";
    return code.isTextual() ? code.asText() : error.path("type").asText(otherwise);
  }

  private void usage(SpanFacts span) {
    field("usage_present", expected.path("usage_present").asBoolean(), span.usage());
    Long input = count("input_tokens_total");
    field("input_tokens_total", input, span.count("gen_ai.usage.input_tokens"));
    field(
        "cached_read_tokens",
        clamped(count("cached_read_tokens"), input),
        span.count("gen_ai.usage.cache_read.input_tokens"));
    counted("cache_write_tokens", span, "gen_ai.usage.cache_creation.input_tokens");
    counted("cache_write_5m_tokens", span, "costspan.usage.cache_write_5m");
    counted("cache_write_1h_tokens", span, "costspan.usage.cache_write_1h");
    Long output = count("output_tokens_total");
    // the conventions know no output of embeddings, so that an output of zero is left out
    boolean none = exchange.operation().equals("embeddings") && Objects.equals(output, 0L);
    field("output_tokens_total", none ? null : output, span.count("gen_ai.usage.output_tokens"));
    counted("reasoning_tokens", span, "gen_ai.usage.reasoning.output_tokens");
  }

  /** The corpus keeps a cached count beyond the input as said; billed is no more than came in. */
  private static @Nullable Long clamped(@Nullable Long cached, @Nullable Long input) {
    return cached == null || input == null ? cached : Long.valueOf(Math.min(cached, input));
  }

  /** Providers state a cost of zero for "not charged by us" too: that is as good as not stated. */
  private void cost(SpanFacts span) {
    JsonNode stated = expected.path("provider_cost_usd");
    BigDecimal wanted = stated.isNumber() ? BigDecimal.valueOf(stated.asDouble()) : BigDecimal.ZERO;
    BigDecimal cost = span.amount("gen_ai.usage.cost");
    boolean reported = "reported".equals(span.text("costspan.cost.state"));
    BigDecimal got = cost == null || !reported ? BigDecimal.ZERO : cost;
    field("provider_cost_usd", rounded(wanted), rounded(got));
  }

  private static String rounded(BigDecimal amount) {
    return amount.setScale(PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }

  private void counted(String name, SpanFacts span, String attribute) {
    field(name, count(name), span.count(attribute));
  }

  private void field(String name, @Nullable Object wanted, @Nullable Object got) {
    if (!Objects.equals(wanted, got)) {
      differences.add(new Difference(name, said(wanted), said(got)));
    }
  }

  private static @Nullable String said(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private @Nullable String text(String name) {
    JsonNode value = expected.path(name);
    return value.isNull() || value.isMissingNode() ? null : value.asText();
  }

  private @Nullable Long count(String name) {
    JsonNode value = expected.path(name);
    return value.isNumber() ? Long.valueOf(value.asLong()) : null;
  }
}
