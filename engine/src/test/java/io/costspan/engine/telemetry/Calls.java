// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.Timing;
import io.costspan.engine.meter.TraceLink;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A settled call to change one thing of. */
final class Calls {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  static final String SPAN = "b7ad6b7169203331";
  static final String PARENT = "00f067aa0ba902b7";
  static final Instant START = Instant.parse("2026-11-22T10:00:00.123456789Z");

  String provider = "openai";
  String operation = "chat";
  String dialect = "openai.chat";
  String host = "api.openai.com";
  RequestFacts request = request("gpt-4o-mini", null);
  Usage usage =
      Usage.builder()
          .set(Unit.INPUT, 100)
          .set(Unit.CACHE_READ, 64)
          .set(Unit.OUTPUT, 20)
          .set(Unit.REASONING, 0)
          .build();
  UsageEstimate estimate;
  boolean stream;
  String responseModel = "gpt-4o-mini-2024-07-18";
  String serviceTier = "default";
  int status = 200;
  int attempt = 1;
  boolean usageAsked;
  Outcome outcome = Outcome.COMPLETE;
  String errorType;
  Timing timing = new Timing(START, 1_500_000_000L, -1, new long[0]);
  TraceLink trace = new TraceLink(TRACE, SPAN, null, true, null);
  Cost cost =
      new Cost(
          CostState.PRICED,
          new BigDecimal("0.000022200000"),
          new BigDecimal("0.000022200000"),
          Map.of(
              Unit.INPUT, new BigDecimal("0.0000054"),
              Unit.CACHE_READ, new BigDecimal("0.0000048"),
              Unit.OUTPUT, new BigDecimal("0.000012")),
          "openai/gpt-4o-mini",
          "date-stripped",
          "2026-11-20",
          null);

  Handling handling = Handling.SENT;
  Cost avoided;
  List<String> events = List.of();

  /** The cache answers it. */
  void hit() {
    outcome = Outcome.ANSWERED;
    handling = Handling.answered(Handling.Action.HIT, "faq", Duration.ofMillis(1500));
    avoided = cost;
  }

  /** A budget refuses it. */
  void refused() {
    outcome = Outcome.REFUSED;
    status = 402;
    errorType = "budget_exceeded";
    usage = Usage.NONE;
    responseModel = null;
    handling =
        Handling.refused("daily", "budget_exceeded")
            .forecast(new BigDecimal("0.25"))
            .waited(2_000_000);
  }

  static RequestFacts request(String model, Boolean stream) {
    return new RequestFacts(
        model,
        stream,
        null,
        256L,
        1L,
        null,
        0.2,
        null,
        null,
        null,
        null,
        7L,
        List.of("END"),
        "json",
        null,
        null);
  }

  PricedCall build() {
    ResponseFacts response =
        new ResponseFacts(
            "chatcmpl-1",
            responseModel,
            List.of("stop"),
            usage,
            List.of(),
            serviceTier,
            null,
            "fp_1",
            null,
            null,
            stream,
            List.of());
    Endpoint endpoint = new Endpoint(provider, operation, named(dialect), host, 443, null, null);
    return new PricedCall(
        new CallRecord(
            "00000000000000aa",
            "00000000000000a0",
            attempt,
            endpoint,
            request,
            response,
            status,
            outcome,
            errorType,
            timing,
            trace,
            "k-12345678",
            usageAsked,
            estimate,
            handling,
            false),
        cost,
        List.of(),
        avoided,
        events);
  }

  private static Dialect named(String id) {
    return new Dialect() {
      @Override
      public String id() {
        return id;
      }

      @Override
      public BodyReader<RequestFacts> request(Endpoint endpoint) {
        throw new UnsupportedOperationException();
      }

      @Override
      public BodyReader<ResponseFacts> response(
          Endpoint endpoint, RequestFacts request, ResponseHead head) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
