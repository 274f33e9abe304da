// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.Timing;
import io.costspan.engine.meter.TraceLink;
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
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settled calls to write. */
final class SampleCalls {
  static final Instant START = Instant.parse("2026-11-22T10:00:00.123456789Z");

  private static final Cost NOT_SENT =
      new Cost(
          CostState.PRICED,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          Map.of(),
          null,
          null,
          null,
          "not-sent");

  private SampleCalls() {}

  /** A call that says all there is to say. */
  static PricedCall full(long number) {
    Usage usage =
        Usage.builder()
            .set(Unit.INPUT, 1000 + number)
            .set(Unit.CACHE_READ, 0)
            .set(Unit.OUTPUT, 50)
            .build();
    ResponseFacts response =
        new ResponseFacts(
            "resp-" + number,
            "gpt-4o-mini-2024-07-18",
            List.of("stop"),
            usage,
            List.of(
                new ResponseFacts.ModelUsage(
                    "advisor", Usage.builder().set(Unit.OUTPUT, 7).build())),
            "default",
            "eu",
            "fp",
            new BigDecimal("0.01"),
            null,
            true,
            List.of("truncated"));
    return new PricedCall(
        new CallRecord(
            String.format(Locale.ROOT, "%016x", number),
            String.format(Locale.ROOT, "%016x", 1),
            2,
            endpoint(),
            requestFor("gpt-4o-mini"),
            response,
            200,
            Outcome.COMPLETE,
            null,
            new Timing(START, 1_500_000_000L, 250_000_000L, new long[0]),
            new TraceLink("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "a", true, null),
            "deadbeef"),
        new Cost(
            CostState.REPORTED,
            new BigDecimal("0.010000000000"),
            new BigDecimal("0.000000000001"),
            Map.of(Unit.INPUT, new BigDecimal("0.000000000001")),
            "openai/gpt-4o-mini",
            "date-stripped",
            "2026-11-20",
            "list-differs"));
  }

  /** A call that the cache answered. */
  static PricedCall hit() {
    PricedCall sent = full(7);
    return handled(
        Outcome.ANSWERED,
        null,
        Handling.answered(Handling.Action.HIT, "faq", Duration.ofMillis(61_234))
            .waited(5_000_000)
            .of(Map.of("team", "search")),
        sent.cost());
  }

  /** A call that a budget refused. */
  static PricedCall refused() {
    return handled(
        Outcome.REFUSED,
        "budget_exceeded",
        Handling.refused("daily", "budget_exceeded").forecast(new BigDecimal("0.0125")),
        null);
  }

  /** A call that was sent while a cache looked on. */
  static PricedCall shadowed() {
    return handled(
        Outcome.COMPLETE,
        null,
        Handling.SENT.seen(new Handling.Shadow("faq", Handling.Finding.EQUAL_TEXT)),
        null);
  }

  private static PricedCall handled(
      Outcome outcome, @Nullable String error, Handling handling, @Nullable Cost avoided) {
    CallRecord call = full(7).call();
    return new PricedCall(
        new CallRecord(
            call.id(),
            call.group(),
            1,
            call.endpoint(),
            call.request(),
            call.response(),
            outcome == Outcome.REFUSED ? 402 : 200,
            outcome,
            error,
            call.timing(),
            call.trace(),
            call.credential(),
            false,
            null,
            handling,
            false),
        outcome.sent() ? full(7).cost() : NOT_SENT,
        List.of(),
        avoided,
        List.of("budget daily has reached 80 %"));
  }

  /** A call of which next to nothing is known. */
  static PricedCall bare() {
    return new PricedCall(
        new CallRecord(
            "00000000000000ff",
            "00000000000000ff",
            1,
            endpoint(),
            RequestFacts.UNKNOWN,
            ResponseFacts.UNKNOWN,
            0,
            Outcome.FAILED,
            "java.net.ConnectException",
            new Timing(START, 42, -1, new long[0]),
            new TraceLink("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null, true, null),
            null),
        Cost.unpriced("no-answer"));
  }

  private static Endpoint endpoint() {
    return new Endpoint(
        "openai", "chat", new NamedDialect("openai.chat"), "api.openai.com", 443, null, null);
  }

  static RequestFacts requestFor(String model) {
    return new RequestFacts(
        model, null, null, null, null, "auto", null, null, null, null, null, null, List.of(), null,
        null, null);
  }

  private record NamedDialect(String id) implements Dialect {
    @Override
    public BodyReader<RequestFacts> request(Endpoint endpoint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BodyReader<ResponseFacts> response(
        Endpoint endpoint, RequestFacts request, ResponseHead head) {
      throw new UnsupportedOperationException();
    }
  }
}
