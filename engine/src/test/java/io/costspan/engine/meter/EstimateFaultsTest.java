// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.engine.wire.dialect.ApiDialect;
import io.costspan.engine.wire.json.Prose;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.engine.wire.text.TextSample;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Faults of ours: no call is lost by them, and no room for text. */
class EstimateFaultsTest {
  private static final long ROOM = 1 << 20;
  private static final String ASK =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Why?\"}]}";
  private static final String ANSWER =
      "{\"model\":\"gpt-4o\",\"choices\":[{\"message\":{\"content\":\"So.\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private final MeterHarness harness = new MeterHarness();
  private final SampleRoom room = new SampleRoom(ROOM);

  @Test
  void whateverGoesWrongTheCallIsToldWithoutAnEstimate() {
    MeterHarness.exchange(harness.open(harness.meter(), Map.of()), "ask", 200).end();
    CallRecord call = harness.settle().get(0).call();
    assertThat(call.usage()).isEqualTo(Usage.NONE);
    Estimates exhausted =
        new Estimates(
            () -> {
              throw new OutOfMemoryError("no room for a table");
            },
            () -> false);

    try (TextSample prompt = room.ofStrings()) {
      assertThat(exhausted.complete(call, new Texts(prompt, null))).isSameAs(call);
    }
  }

  @Test
  void anAnswerWhoseHeadCannotBeReadKeepsNoText() {
    Call call = call(ApiDialect.OPENAI_CHAT, new Settler(10, room));
    assertThatThrownBy(
            () ->
                call.respond(
                    200,
                    Map.<String, String>of(),
                    new HeaderReader<>() {
                      @Override
                      public @Nullable String first(Map<String, String> headers, String name) {
                        throw new IllegalStateException("no headers");
                      }

                      @Override
                      public void each(Map<String, String> headers, BiConsumer<String, String> to) {
                        throw new IllegalStateException("no headers");
                      }
                    },
                    null))
        .isInstanceOf(IllegalStateException.class);

    assertThat(room.left()).isEqualTo(ROOM);
  }

  @Test
  void aRequestWhoseReaderFailsKeepsNoText() {
    Call call = call(failing(false), new Settler(10, room));
    assertThat(room.left()).isLessThan(ROOM);
    assertThatThrownBy(() -> call.fail(new IOException("reset")))
        .isInstanceOf(IllegalStateException.class);

    assertThat(room.left()).isEqualTo(ROOM);
  }

  @Test
  void anAnswerWhoseReaderFailsIsACallAllTheSame() {
    Settler settler = new Settler(10, room);
    BodyTap tap =
        call(failing(true), settler).respond(200, Map.of(), MeterHarness.HEADERS, null).tap();
    tap.data(MeterHarness.bytes(ANSWER));
    tap.end();
    List<PricedCall> settled = new CopyOnWriteArrayList<>();
    settler.start(CataloguePricer.bundled(), List.of(settled::add));

    assertThat(settler.drain(5000)).isTrue();
    assertThat(settled).singleElement().extracting(p -> p.cost().reason()).isEqualTo("no-usage");
    assertThat(room.left()).isEqualTo(ROOM);
  }

  /** A call whose request is sent. */
  private static Call call(Dialect dialect, Settler settler) {
    Meter meter =
        new Meter(
            (method, host, port, url) ->
                new Endpoint("openai", "chat", dialect, host, port, null, null),
            settler,
            new Fingerprint(new byte[16]),
            new TraceLinks(traceId -> true),
            () -> null,
            false,
            Clock.systemUTC());
    Call call = meter.open("POST", "h", 443, "https://h/", Map.of(), MeterHarness.HEADERS);
    call.admit(null);
    BodyTap sending = call.requestTap();
    sending.data(MeterHarness.bytes(ASK));
    sending.end();
    return call;
  }

  /** Reads like OpenAI's, and fails at the end. */
  private static Dialect failing(boolean answering) {
    return new Dialect() {
      @Override
      public String id() {
        return "failing";
      }

      @Override
      public BodyReader<RequestFacts> request(Endpoint endpoint) {
        BodyReader<RequestFacts> reader = ApiDialect.OPENAI_CHAT.request(endpoint);
        return answering ? reader : failing(reader);
      }

      @Override
      public BodyReader<ResponseFacts> response(
          Endpoint endpoint, RequestFacts request, ResponseHead head) {
        return failing(ApiDialect.OPENAI_CHAT.response(endpoint, request, head));
      }
    };
  }

  private static <F> BodyReader<F> failing(BodyReader<F> reader) {
    return new BodyReader<>() {
      @Override
      public boolean tellText(Prose to) {
        return reader.tellText(to);
      }

      @Override
      public boolean data(ByteBuffer bytes) {
        return reader.data(bytes);
      }

      @Override
      public F finish(boolean complete) {
        throw new IllegalStateException("a fault of ours");
      }
    };
  }
}
