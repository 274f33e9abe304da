// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static io.costspan.engine.meter.MeterHarness.HEADERS;
import static io.costspan.engine.meter.MeterHarness.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Verdict;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.CostState;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.ResponseFacts;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaterAnswersTest {
  private static final String URL = "https://api.openai.com/v1/responses";
  private static final String ASKED =
      "{\"model\":\"gpt-4o\",\"input\":\"x\",\"background\":true,\"service_tier\":\"auto\"}";
  private static final String QUEUED =
      "{\"id\":\"resp_1\",\"model\":\"gpt-4o-2024-08-06\",\"status\":\"queued\",\"usage\":null}";
  private static final String DONE =
      "{\"id\":\"resp_1\",\"model\":\"gpt-4o-2024-08-06\",\"status\":\"completed\","
          + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}}";

  private final List<PricedCall> settled = new CopyOnWriteArrayList<>();
  private final Settler settler = new Settler(100);
  private final EndpointDetector detector = new EndpointDetector();
  private final AtomicLong now = new AtomicLong(MeterHarness.NOW.toEpochMilli());
  private final Meter meter =
      new Meter(
          detector::detect,
          settler,
          new Fingerprint(new byte[16]),
          new TraceLinks(traceId -> true),
          () -> null,
          true,
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
              return Instant.ofEpochMilli(now.get());
            }
          });

  private void post(String request, String answer) {
    Call call = meter.open("POST", "api.openai.com", 443, URL, Map.of(), HEADERS);
    answer(call, request, 200, answer).end();
  }

  private Call get(String path) {
    return meter.open("GET", "api.openai.com", 443, URL + path, Map.of(), HEADERS);
  }

  private static BodyTap answer(Call call, String request, int status, String answer) {
    Verdict verdict = call.admit(null);
    assertThat(verdict).isNotNull();
    if (!request.isEmpty()) {
      BodyTap sending = call.requestTap();
      sending.data(bytes(request));
      sending.end();
    }
    BodyTap tap = call.respond(status, Map.of(), HEADERS, null).tap();
    tap.data(bytes(answer));
    return tap;
  }

  private void poll(String path, int status, String answer) {
    answer(get(path), "", status, answer).end();
  }

  private List<PricedCall> settle() {
    settler.start(CataloguePricer.bundled(), List.of(settled::add));
    assertThat(settler.drain(5000)).isTrue();
    return settled;
  }

  @Test
  void theAnswerThatWasPromisedIsTheEndOfItsCall() {
    post(ASKED, QUEUED);
    poll("/resp_1", 200, QUEUED);
    poll("/resp_1?stream=false", 200, DONE);

    List<PricedCall> calls = settle();
    assertThat(calls).hasSize(2);
    assertThat(calls).extracting(each -> each.call().fetched()).containsExactly(false, true);
    PricedCall first = calls.get(0);
    assertThat(first.call().outcome()).isEqualTo(Outcome.PENDING);
    assertThat(first.cost().state()).isEqualTo(CostState.UNPRICED);
    assertThat(first.cost().reason()).isEqualTo("background");
    PricedCall last = calls.get(1);
    assertThat(last.call().group()).isEqualTo(first.call().id());
    assertThat(last.call().id()).isNotEqualTo(first.call().id());
    assertThat(last.call().attempt()).isEqualTo(1);
    assertThat(last.call().request()).isEqualTo(first.call().request());
    assertThat(last.call().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(last.cost().usd()).isEqualByComparingTo("0.0035");
  }

  @Test
  void whatIsFetchedIsOwedByWhoAskedForIt() {
    Map<String, String> ann = Map.of("authorization", "Bearer sk-ann");
    Call call = meter.open("POST", "api.openai.com", 443, URL, ann, HEADERS);
    answer(call, ASKED, 200, QUEUED).end();
    poll("/resp_1", 200, DONE);

    List<PricedCall> calls = settle();
    assertThat(calls.get(0).call().credential()).isNotNull();
    assertThat(calls.get(1).call().credential()).isEqualTo(calls.get(0).call().credential());
  }

  @Test
  void googlesInteractionsAreFetchedLaterToo() {
    String host = "generativelanguage.googleapis.com";
    String url = "https://" + host + "/v1beta/interactions";
    String open = "{\"id\":\"i1\",\"model\":\"gemini-2.5-flash\",\"status\":\"%s\"%s}";
    String atWork = open.formatted("in_progress", "");
    String request = "{\"model\":\"gemini-2.5-flash\",\"input\":\"x\",\"background\":true}";
    answer(meter.open("POST", host, 443, url, Map.of(), HEADERS), request, 200, atWork).end();
    answer(meter.open("GET", host, 443, url + "/i1", Map.of(), HEADERS), "", 200, atWork).end();
    String done = open.formatted("completed", ",\"usage\":{\"total_input_tokens\":1000}");
    answer(meter.open("GET", host, 443, url + "/i1", Map.of(), HEADERS), "", 200, done).end();

    List<PricedCall> calls = settle();
    assertThat(calls)
        .extracting(call -> call.call().outcome())
        .containsExactly(Outcome.PENDING, Outcome.COMPLETE);
    assertThat(calls.get(1).call().group()).isEqualTo(calls.get(0).call().id());
    assertThat(calls.get(1).cost().usd()).isEqualByComparingTo("0.0003");
  }

  @Test
  void isCountedOnceHoweverOftenItIsAskedFor() {
    post(ASKED, QUEUED);
    Call early = get("/resp_1");
    Call other = get("/resp_1");
    answer(early, "", 200, DONE).end();
    answer(other, "", 200, DONE).end();
    assertThat(get("/resp_1")).isNull();
    assertThat(settle()).hasSize(2);
  }

  @Test
  void aStreamThatIsTakenUpAgainBringsItToo() {
    post(ASKED, QUEUED);
    poll(
        "/resp_1?stream=true&starting_after=0",
        200,
        "event: response.queued\ndata: {\"type\":\"response.queued\",\"response\":"
            + QUEUED
            + "}\n\nevent: response.completed\ndata: {\"type\":\"response.completed\",\"response\":"
            + DONE
            + "}\n\n");
    assertThat(settle().get(1).call().response().usage().get(Unit.INPUT)).hasValue(1000);
  }

  @Test
  void aStreamOfItThatBreaksLeavesThePromise() {
    String begun =
        "event: response.in_progress\ndata: {\"type\":\"response.in_progress\",\"response\":"
            + QUEUED.replace("queued", "in_progress")
            + "}\n\n";
    Call call = meter.open("POST", "api.openai.com", 443, URL, Map.of(), HEADERS);
    answer(call, ASKED.replace("{", "{\"stream\":true,"), 200, begun)
        .abort(new IOException("reset"));
    answer(get("/resp_1?stream=true"), "", 200, begun).abort(new IOException("reset"));
    poll("/resp_1", 200, DONE);

    List<PricedCall> calls = settle();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).call().outcome()).isEqualTo(Outcome.PENDING);
    assertThat(calls.get(1).cost().usd()).isEqualByComparingTo("0.0035");
  }

  @Test
  void anAnswerThatIsCutBeforeItsUsageLeavesThePromise() {
    post(ASKED, QUEUED);
    String begun = DONE.substring(0, DONE.indexOf(",\"usage\""));
    answer(get("/resp_1"), "", 200, begun).abort(new IOException("reset"));
    assertThat(get("/resp_1")).isNotNull();
    poll("/resp_1", 200, DONE);

    List<PricedCall> calls = settle();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(1).cost().usd()).isEqualByComparingTo("0.0035");
  }

  @Test
  void anAnswerThatIsCutBehindItsUsageKeepsIt() {
    post(ASKED, QUEUED);
    answer(get("/resp_1"), "", 200, DONE.substring(0, DONE.length() - 1))
        .abort(new IOException("reset"));

    assertThat(settle().get(1).call().response().usage().get(Unit.INPUT)).hasValue(1000);
    assertThat(get("/resp_1")).isNull();
  }

  @Test
  void thePricesAreThoseOfTheTimeWhenItWasAskedFor() {
    post(ASKED, QUEUED);
    now.addAndGet(TimeUnit.HOURS.toMillis(5));
    poll("/resp_1", 200, DONE);

    PricedCall last = settle().get(1);
    assertThat(last.call().timing().start()).isEqualTo(MeterHarness.NOW.plus(5, ChronoUnit.HOURS));
    assertThat(last.parts()).extracting(PriceQuery::at).containsExactly(MeterHarness.NOW);
  }

  @Test
  void aCallThatIsLostPromisesNothingBecauseItsForecastCounts() {
    for (int i = 0; i < 100; i++) {
      post("{\"model\":\"gpt-4o\",\"input\":\"x\"}", DONE);
    }
    post(ASKED, QUEUED);

    assertThat(settler.lost()).isEqualTo(1);
    assertThat(get("/resp_1")).isNull();
  }

  @Test
  void askingInVainChangesNothing() {
    post(ASKED, QUEUED);
    poll("/resp_1", 500, "{\"error\":{\"code\":\"server_error\"}}");
    poll("/resp_1", 404, "{}");
    get("/resp_1").fail(new IOException("refused"));
    poll("/resp_1", 200, DONE);
    assertThat(settle()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "cancelled"})
  void anAnswerThatFailedIsOneToo(String status) {
    post(ASKED, QUEUED);
    poll("/resp_1", 200, QUEUED.replace("queued", status));
    assertThat(settle()).hasSize(2);
    assertThat(settled.get(1).cost().reason()).isEqualTo("no-usage");
    assertThat(get("/resp_1")).isNull();
  }

  @Test
  void everyOtherGetIsFree() {
    assertThat(get("/resp_1")).isNull();
    post(ASKED, QUEUED);
    assertThat(get("/resp_2")).isNull();
    assertThat(get("/resp_1/input_items")).isNull();
    assertThat(get("")).isNull();
    assertThat(meter.open("GET", "h", 443, "https://h/v1/responses/resp_1", Map.of(), HEADERS))
        .isNull();
    assertThat(meter.open("DELETE", "api.openai.com", 443, URL + "/resp_1", Map.of(), HEADERS))
        .isNull();
    assertThat(meter.capture("GET", "api.openai.com", 443, URL + "/resp_2")).isNull();
  }

  @Test
  void anAnswerInTheForegroundPromisesNothing() {
    post("{\"model\":\"gpt-4o\",\"input\":\"x\"}", DONE);
    assertThat(get("/resp_1")).isNull();
    assertThat(settle())
        .singleElement()
        .extracting(p -> p.call().outcome())
        .isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void nothingIsToldToTheProviderWhenItIsAsked() {
    post(ASKED, QUEUED);
    assertThat(get("/resp_1").admit(null)).isEqualTo(Verdict.SEND);
  }

  @Test
  void promisesAreForgottenAfterADayAndBeyondTheirNumber() {
    post(ASKED, QUEUED);
    CallRecord call = settle().get(0).call();
    AtomicLong nanos = new AtomicLong();
    LaterAnswers later = new LaterAnswers(nanos::get);
    later.promise(call);
    assertThat(later.asked("GET", "api.openai.com", 443, URL + "/resp_1")).isSameAs(call);
    nanos.set(TimeUnit.HOURS.toNanos(25));
    assertThat(later.asked("GET", "api.openai.com", 443, URL + "/resp_1")).isNull();
    for (int i = 0; i < 10_001; i++) {
      later.promise(named(call, "resp_x" + i));
    }
    assertThat(later.asked("GET", "api.openai.com", 443, URL + "/resp_x0")).isNull();
    assertThat(later.asked("GET", "api.openai.com", 443, URL + "/resp_x1")).isNotNull();
  }

  private static CallRecord named(CallRecord call, String id) {
    ResponseFacts answer = call.response();
    ResponseFacts other =
        new ResponseFacts(
            id,
            answer.model(),
            answer.finishReasons(),
            answer.usage(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            false,
            List.of());
    return new CallRecord(
        call.id(),
        call.group(),
        call.attempt(),
        call.endpoint(),
        call.request(),
        other,
        call.status(),
        call.outcome(),
        null,
        call.timing(),
        call.trace(),
        null);
  }
}
