// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an exchange and lists the fields in which the facts differ from what is expected. */
final class Comparison {
  private static final EndpointDetector DETECTOR = new EndpointDetector();
  private static final Set<Unit> COUNTED =
      EnumSet.of(Unit.IMAGES, Unit.CHARACTERS, Unit.VIDEO_MILLIS, Unit.REQUESTS);

  private final Exchange exchange;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Exchange exchange) {
    this.exchange = exchange;
  }

  /** The endpoint an exchange goes to, confirmed by its request; {@code null} when none of ours. */
  static @Nullable Endpoint endpoint(Exchange exchange) {
    String url = exchange.url();
    if (url == null) {
      return null;
    }
    Endpoint endpoint = DETECTOR.detect(exchange.method(), exchange.host(), exchange.port(), url);
    return endpoint != null && endpoint.confirmedBy(request(exchange, endpoint)) ? endpoint : null;
  }

  /** The differences, as {@code field: expected != actual}; empty when exact. */
  static List<String> of(Exchange exchange, Endpoint endpoint) {
    Comparison comparison = new Comparison(exchange);
    comparison.compare(endpoint);
    return comparison.differences;
  }

  /** Where a response without an address must have come from, to go by its own looks. */
  static @Nullable Endpoint guessed(Exchange exchange) {
    Dialect dialect = Looks.dialect(exchange);
    String operation = text(exchange.expected(), "operation");
    String provider = text(exchange.expected(), "provider");
    return dialect == null || operation == null || provider == null
        ? null
        : new Endpoint(provider, operation, dialect, "", 443, null, null);
  }

  private static RequestFacts request(Exchange exchange, Endpoint endpoint) {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    reader.data(exchange.requestBody());
    return reader.finish(true);
  }

  private void compare(Endpoint endpoint) {
    RequestFacts request = request(exchange, endpoint);
    ResponseHead head = new ResponseHead(exchange.status(), exchange::responseHeader);
    BodyReader<ResponseFacts> reader = endpoint.dialect().response(endpoint, request, head);
    reader.data(exchange.responseBody());
    ResponseFacts facts = reader.finish(true);
    JsonNode expected = exchange.expected();

    field("provider", text(expected, "provider"), endpoint.provider());
    // the corpus says chat for what the conventions call generate_content
    // and batch for a video that is started, because it is fetched later
    String operation =
        endpoint.operation().replace("generate_content", "chat").replace("video", "batch");
    field("operation", text(expected, "operation"), operation);
    if (exchange.url() != null) {
      said("request_model", text(expected, "request_model"), request.model(), exchange.form());
    }
    boolean verdict = endpoint.operation().equals("moderation");
    said("response_model", text(expected, "response_model"), facts.model(), verdict);
    field("stream", expected.path("stream").asBoolean(), facts.stream());
    field("usage_present", expected.path("usage_present").asBoolean(), usageSaid(facts));
    OptionalLong input = count(expected, "input_tokens_total");
    field("input", input, facts.usage().get(Unit.INPUT));
    field("cached", clamped(count(expected, "cached_read_tokens"), input), facts, Unit.CACHE_READ);
    field("cache_write", count(expected, "cache_write_tokens"), facts, Unit.CACHE_WRITE);
    field("cache_write_5m", count(expected, "cache_write_5m_tokens"), facts, Unit.CACHE_WRITE_5M);
    field("cache_write_1h", count(expected, "cache_write_1h_tokens"), facts, Unit.CACHE_WRITE_1H);
    field("output", count(expected, "output_tokens_total"), facts, Unit.OUTPUT);
    field("reasoning", count(expected, "reasoning_tokens"), facts, Unit.REASONING);
    List<String> reasons = new ArrayList<>();
    expected.path("finish_reasons").forEach(reason -> reasons.add(reason.asText()));
    // the corpus lists each reason once, the facts one for each choice
    field("finish", reasons, facts.finishReasons().stream().distinct().toList());
    cost(expected.path("provider_cost_usd"), facts.providerUsd());
    error(expected, facts.error());
  }

  /** The corpus does not look into forms, nor at the model of a verdict. */
  private void said(String name, @Nullable String expected, @Nullable String actual, boolean more) {
    if (expected != null || !more) {
      field(name, expected, actual);
    }
  }

  /** Whether the answer itself says what was used; the rest is counted from what was sent. */
  private static boolean usageSaid(ResponseFacts facts) {
    return facts.providerUsd() != null
        || facts.usage().counts().keySet().stream().anyMatch(unit -> !COUNTED.contains(unit));
  }

  /** The corpus keeps a cached count beyond the input as said; billed is no more than came in. */
  private static OptionalLong clamped(OptionalLong cached, OptionalLong input) {
    return cached.isPresent() && input.isPresent()
        ? OptionalLong.of(Math.min(cached.getAsLong(), input.getAsLong()))
        : cached;
  }

  private void cost(JsonNode expected, @Nullable BigDecimal actual) {
    // a stated cost of zero ticks is "not stated", so absent and zero are the same statement there
    BigDecimal wanted = expected.isNumber() ? new BigDecimal(expected.asText()) : BigDecimal.ZERO;
    BigDecimal got = actual == null ? BigDecimal.ZERO : actual;
    field("cost", wanted.stripTrailingZeros(), got.stripTrailingZeros());
  }

  private void error(JsonNode expected, @Nullable String actual) {
    JsonNode error = expected.path("error");
    boolean inBand = expected.path("extras").has("in_band_error");
    if (!error.isObject()) {
      field("error", inBand, actual != null);
      return;
    }
    String code = error.path("code").isTextual() ? error.path("code").asText() : null;
    String type = text(error, "type");
    String number = error.path("code").isNumber() ? error.path("code").asText() : null;
    String wanted = code != null ? code : type != null ? type : number != null ? number : "error";
    if (!wanted.equals("error")) {
      field("error", wanted, actual);
    } else if (exchange.status() < 400) {
      // which error it is was not recorded; of a failed status the status alone tells enough
      field("error", true, actual != null);
    }
  }

  private void field(String name, OptionalLong expected, ResponseFacts facts, Unit unit) {
    field(name, expected, facts.usage().get(unit));
  }

  private void field(String name, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      differences.add(name + ": " + expected + " != " + actual);
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNull() || value.isMissingNode() ? null : value.asText();
  }

  private static OptionalLong count(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isNumber() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
  }
}
