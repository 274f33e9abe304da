// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.Endpoint;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A meter over {@link CountingDialect}, one USD a byte, with what it settled. */
final class MeterHarness {
  static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          return message.get(name);
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  final List<PricedCall> settled = new CopyOnWriteArrayList<>();
  final Settler settler = new Settler(100);
  TraceParent ambient;
  boolean inject = true;

  Meter meter() {
    return new Meter(
        (method, host, port, url) ->
            host.equals("llm")
                ? new Endpoint("openai", "chat", new CountingDialect(), host, port, null, null)
                : null,
        settler,
        new Fingerprint(new byte[16]),
        new TraceLinks(traceId -> true),
        () -> ambient,
        inject,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  Call open(Meter meter, Map<String, String> headers) {
    return meter.open("POST", "llm", 443, "https://llm/v1/chat", headers, HEADERS);
  }

  /** Sends a request of some bytes and answers with a status; gives the answer's tap. */
  static BodyTap exchange(Call call, String request, int status) {
    call.admit(null);
    BodyTap sending = call.requestTap();
    sending.data(bytes(request));
    sending.end();
    Reaction reaction = call.respond(status, Map.of("x-id", "r1"), HEADERS, null);
    return reaction.tap();
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }

  /** Settles everything that has ended, and gives it. */
  List<PricedCall> settle() {
    settler.start(
        queries -> {
          BigDecimal usd = BigDecimal.valueOf(queries.get(0).usage().orZero(Unit.OUTPUT));
          return new Cost(
              queries.get(0).usageEstimated() ? CostState.ESTIMATED : CostState.PRICED,
              usd,
              usd,
              Map.of(),
              "openai/x",
              "exact",
              "test",
              null);
        },
        List.of(settled::add));
    if (!settler.drain(5000)) {
      throw new AssertionError("not settled within five seconds");
    }
    return settled;
  }
}
