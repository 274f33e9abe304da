// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling.Action;
import io.costspan.engine.usage.Unit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stream that others follow, whose usage was asked for on the application's behalf. */
class JoinedStreamTest {
  private static final String ASK =
      "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String FIRST =
      event("\"delta\":{\"content\":\"He\"},\"finish_reason\":null");
  private static final String LAST =
      event("\"delta\":{\"content\":\"y\"},\"finish_reason\":\"stop\"");
  private static final String USAGE =
      "data: {\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,"
          + "\"completion_tokens\":3,\"total_tokens\":12}}\n\n";
  private static final Map<String, String> EVENTS = Map.of("Content-Type", "text/event-stream");
  private static final String DONE = "data: [DONE]\n\n";

  private final CacheHarness app = new CacheHarness(StreamUsageMode.ALWAYS, CacheHarness.anHour());
  private final Call leader = app.begin();
  private Reaction reaction;

  @Test
  void whatTheLeaderUsedIsWhatItSaved() throws Exception {
    AnswerBody follower = follow();
    come(LAST);
    come(USAGE);
    come(DONE);
    end();
    assertThat(new String(CacheHarness.read(follower), UTF_8)).isEqualTo(FIRST + LAST + DONE);

    PricedCall joined = joined();
    assertThat(joined.call().usage().orZero(Unit.OUTPUT)).isEqualTo(3);
    assertThat(Objects.requireNonNull(joined.avoided()).usd()).isEqualByComparingTo("0.25");
    assertThat(app.room.counts().of("all").saved()).isEqualByComparingTo("0.25");
  }

  @Test
  void whoHasReadAllBeforeTheLeaderWasDoneSavesThatMuch() throws Exception {
    AnswerBody follower = follow();
    come(LAST);
    come(USAGE);
    come(DONE);
    StringBuilder read = new StringBuilder();
    while (read.indexOf("[DONE]") < 0) {
      read.append(text(follower));
    }
    follower.close(); // as the SDKs do it
    end();

    assertThat(Objects.requireNonNull(joined().avoided()).usd()).isEqualByComparingTo("0.25");
  }

  @Test
  void whoLeavesBeforeTheEndSavesNothingThatIsKnown() throws Exception {
    AnswerBody follower = follow();
    assertThat(text(follower)).isEqualTo(FIRST);
    follower.close();
    come(LAST);
    come(USAGE);
    come(DONE);
    end();
    assertThat(joined().avoided()).isNull();
  }

  @Test
  void whatBreaksOffSavesNothing() throws Exception {
    AnswerBody follower = follow();
    reaction.tap().abort(new IOException("reset"));
    assertThat(text(follower)).isEqualTo(FIRST);
    assertThatThrownBy(() -> text(follower)).hasRootCauseInstanceOf(IOException.class);
    assertThat(joined().avoided()).isNull();
  }

  @Test
  void whatBreaksOffBehindItsUsageSavesNothingEither() throws Exception {
    String asking =
        ASK.replace(
            "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    leader.admit(bytes(asking));
    reaction = leader.respond(200, EVENTS, CacheHarness.HEADERS, null);
    Verdict.Later later = (Verdict.Later) app.begin().admit(bytes(asking));
    reaction.tap().data(bytes(FIRST + LAST + USAGE));
    AnswerBody follower = ((Verdict.Answer) get(later)).body();
    assertThat(text(follower)).isEqualTo(FIRST + LAST + USAGE);
    reaction.tap().abort(new IOException("reset"));
    assertThatThrownBy(() -> text(follower)).hasRootCauseInstanceOf(IOException.class);

    PricedCall joined = joined();
    assertThat(joined.call().errorType()).isNotNull();
    assertThat(joined.call().usage().orZero(Unit.OUTPUT)).isEqualTo(3);
    assertThat(joined.avoided()).isNull();
  }

  @Test
  void theRestIsReadForThoseWhoFollow() throws Exception {
    AnswerBody follower = follow();
    assertThat(reaction.tap().readOn()).isTrue();
    follower.close();
    assertThat(reaction.tap().readOn()).isFalse();
    reaction.tap().abort(null);
  }

  @Test
  void aLeaderWhoLeavesBeforeTheFirstByteLetsAnotherGo() throws Exception {
    lead();
    Verdict.Later second = (Verdict.Later) app.begin().admit(bytes(ASK));
    Verdict.Later third = (Verdict.Later) app.begin().admit(bytes(ASK));
    reaction.tap().abort(new IOException("Canceled"));
    assertThat(get(second)).isInstanceOf(Verdict.Send.class);
    assertThat(third.verdict().toCompletableFuture()).isNotDone();
  }

  @Test
  void onlyWhoLeadsAStreamMayBeFollowedIntoIt() {
    leader.admit(bytes(ASK));
    assertThat(leader.mayBeFollowed()).isTrue();
    Call whole = app.begin();
    whole.admit(bytes(ASK.replace("\"stream\":true,", "")));
    assertThat(whole.mayBeFollowed()).as("others get it whole or not at all").isFalse();
    Call follower = app.begin();
    assertThat(follower.admit(bytes(ASK))).isInstanceOf(Verdict.Later.class);
    assertThat(follower.mayBeFollowed()).isFalse();
    leader.fail(new IOException("refused"));
  }

  private void lead() {
    leader.admit(bytes(ASK));
    reaction = leader.respond(200, EVENTS, CacheHarness.HEADERS, null);
    assertThat(reaction.filter()).as("usage is asked for").isNotNull();
  }

  private AnswerBody follow() throws Exception {
    lead();
    come(FIRST);
    Verdict verdict = app.begin().admit(bytes(ASK));
    return ((Verdict.Answer) (verdict instanceof Verdict.Later later ? get(later) : verdict))
        .body();
  }

  private void come(String event) {
    BodyFilter filter = Objects.requireNonNull(reaction.filter());
    filter.filter(bytes(event));
    reaction.tap().data(bytes(event));
  }

  private void end() {
    BodyTap tap = reaction.tap();
    Objects.requireNonNull(reaction.filter()).finish();
    tap.end();
  }

  private PricedCall joined() throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    List<PricedCall> calls = app.settle();
    while (calls.size() < 2 && System.nanoTime() < until) {
      Thread.sleep(5); // one of our own threads tells what was used
    }
    return calls.stream()
        .filter(call -> call.call().handling().action() == Action.JOINED)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody joined: " + calls));
  }

  private static String event(String choice) {
    return "data: {\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,"
        + choice
        + "}]}\n\n";
  }

  private static String text(AnswerBody body) throws Exception {
    return UTF_8.decode(body.next().toCompletableFuture().get(5, TimeUnit.SECONDS)).toString();
  }

  private static Verdict get(Verdict.Later later) throws Exception {
    return later.verdict().toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }
}
