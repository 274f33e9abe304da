// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.cache.join.Joined.Alone;
import io.costspan.engine.cache.join.Joined.Answered;
import io.costspan.engine.cache.join.Joined.Lead;
import io.costspan.engine.cache.join.Joined.Leads;
import io.costspan.engine.cache.join.Joined.Rescued;
import io.costspan.engine.cache.join.Joined.Waits;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.store.Timer;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlightsTest {
  private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final List<Map.Entry<String, String>> HEAD =
      List.of(Map.entry("content-type", "text/event-stream"));

  private final RecordingRoom room = new RecordingRoom(64 << 20);
  private final Flights flights = new Flights(room, new Timer());

  @Test
  void theFirstLeadsAndTheOthersGetAStreamAsItArrives() throws Exception {
    Lead lead = leads();
    Waits early = waits();
    lead.head(200, HEAD, true);
    assertThat(early.then().toCompletableFuture()).isNotDone();
    lead.data(bytes("one "));
    Answered first = answered(early);
    assertThat(text(first.body().next())).isEqualTo("one ");
    Answered late = (Answered) flights.join(KEY, LONG);
    lead.data(bytes("two"));
    lead.over(true, null, Usage.NONE);
    assertThat(rest(first)).isEqualTo("two");
    assertThat(rest(late)).isEqualTo("one two");
    assertThat(late.headers()).isEqualTo(HEAD);
    first.body().close();
    late.body().close();
    assertThat(room.taken()).isZero();
    assertThat(flights.size()).isZero();
  }

  @Test
  void anAnswerThatIsNoStreamIsGivenOnceItIsWhole() throws Exception {
    Lead lead = leads();
    Waits waiting = waits();
    lead.head(200, HEAD, false);
    lead.data(bytes("all of it"));
    assertThat(waiting.then().toCompletableFuture()).isNotDone();
    lead.over(true, null, Usage.NONE);
    assertThat(rest(answered(waiting))).isEqualTo("all of it");
  }

  @Test
  void whoFailsBeforeAnythingWasGivenHandsOverToOneAndNoMore() throws Exception {
    Lead lead = leads();
    Waits second = waits();
    Waits third = waits();
    lead.head(503, HEAD, false);
    lead.over(true, null, Usage.NONE);
    Lead successor = ((Leads) get(second.then())).flight();
    assertThat(third.then().toCompletableFuture()).isNotDone();
    successor.head(200, HEAD, false);
    successor.data(bytes("at last"));
    successor.over(true, null, Usage.NONE);
    assertThat(rest(answered(third))).isEqualTo("at last");
  }

  @Test
  void aWholeAnswerThatBreaksOffIsTheLeadersAlone() throws Exception {
    Lead lead = leads();
    Waits second = waits();
    lead.head(200, HEAD, false);
    lead.data(bytes("hal"));
    lead.over(false, null, Usage.NONE);
    Lead successor = ((Leads) get(second.then())).flight();
    successor.head(200, HEAD, false);
    successor.data(bytes("whole"));
    Waits third = waits();
    successor.over(true, null, Usage.NONE);
    assertThat(rest(answered(third))).isEqualTo("whole");
  }

  @Test
  void aStreamThatBreaksOffEndsWithAnErrorThatSaysWhy() throws Exception {
    Lead lead = leads();
    lead.head(200, HEAD, true);
    lead.data(bytes("hal"));
    Answered follower = (Answered) flights.join(KEY, LONG);
    lead.over(false, null, Usage.NONE);
    assertThat(text(follower.body().next())).isEqualTo("hal");
    assertThatThrownBy(() -> get(follower.body().next()))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(IOException.class)
        .hasRootCauseMessage("the identical call that was joined broke off");
    assertThat(flights.join(KEY, LONG)).isInstanceOf(Leads.class);
  }

  @Test
  void aStreamThatBreaksOffBeforeItsFirstByteIsTheLeadersAlone() throws Exception {
    Lead lead = leads();
    lead.head(200, HEAD, true);
    Waits second = waits();
    Waits third = waits();
    lead.over(false, null, Usage.NONE);
    Lead successor = ((Leads) get(second.then())).flight();
    assertThat(third.then().toCompletableFuture()).isNotDone();
    successor.head(200, HEAD, true);
    successor.data(bytes("whole"));
    Answered follower = answered(third);
    successor.over(true, null, Usage.NONE);
    assertThat(rest(follower)).isEqualTo("whole");
  }

  /** A leader may break off in the very moment when others are given its first bytes. */
  @Test
  void whoeverIsAnsweredHasAByteAndWhoeverHasNoneSeesNoError() throws Exception {
    int handedOver = 0;
    for (int run = 0; run < 300; run++) {
      Lead lead = leads();
      List<Waits> waiting = List.of(waits(), waits(), waits());
      lead.head(200, HEAD, true);
      lead.data(bytes("hal"));
      if (run % 3 > 0) {
        LockSupport.parkNanos(run * 200L);
      }
      lead.over(false, null, Usage.NONE);
      Joined first = get(waiting.get(0).then());
      if (first instanceof Leads successor) {
        handedOver++;
        successor.flight().over(false, null, Usage.NONE);
        ((Leads) get(waiting.get(1).then())).flight().over(false, null, Usage.NONE);
        ((Leads) get(waiting.get(2).then())).flight().over(false, null, Usage.NONE);
      } else {
        for (Waits waits : waiting) {
          Answered follower = answered(waits);
          assertThat(text(follower.body().next())).isEqualTo("hal");
          assertThatThrownBy(() -> get(follower.body().next()))
              .hasRootCauseInstanceOf(IOException.class);
          follower.body().close();
        }
      }
    }
    assertThat(handedOver).as("as a rule the leader is quicker").isPositive();
    assertThat(flights.size()).isZero();
    assertThat(room.taken()).isZero();
  }

  @Test
  void whatWasUsedIsToldThoseWhoGotAllOfIt() throws Exception {
    Usage used = Usage.builder().set(Unit.INPUT, 9).build();
    Lead lead = leads();
    lead.head(200, HEAD, true);
    lead.data(bytes("one "));
    Answered whole = (Answered) flights.join(KEY, LONG);
    Answered half = (Answered) flights.join(KEY, LONG);
    half.body().close();
    lead.data(bytes("two"));
    lead.over(true, null, used);
    assertThat(get(half.body().usage())).isEqualTo(Usage.NONE);
    assertThat(rest(whole)).isEqualTo("one two");
    assertThat(get(whole.body().usage())).isEqualTo(used);
  }

  @Test
  void ofAnAnswerThatBrokeOffNothingWasUsedForOthers() throws Exception {
    Lead lead = leads();
    lead.head(200, HEAD, true);
    lead.data(bytes("hal"));
    Answered follower = (Answered) flights.join(KEY, LONG);
    assertThat(text(follower.body().next())).isEqualTo("hal");
    CompletionStage<Usage> usage = follower.body().usage();
    assertThat(usage.toCompletableFuture()).isNotDone();
    lead.over(false, null, Usage.builder().set(Unit.INPUT, 9).build());
    assertThat(get(usage)).isEqualTo(Usage.NONE);
  }

  @Test
  void whatHelpedTheLeaderHelpsThoseWhoWait() throws Exception {
    Lead lead = leads();
    Waits second = waits();
    lead.over(false, "stale", Usage.NONE);
    assertThat(((Rescued) get(second.then())).with()).isEqualTo("stale");
    assertThat(flights.size()).isZero();
  }

  @Test
  void aBodyThatIsReadToItsEndHoldsNothingEvenUnclosed() throws Exception {
    Lead lead = leads();
    lead.head(200, HEAD, true);
    lead.data(bytes("all"));
    Answered read = (Answered) flights.join(KEY, LONG);
    Answered waiting = (Answered) flights.join(KEY, LONG);
    CompletionStage<ByteBuffer> last = waiting.body().next();
    assertThat(text(last)).isEqualTo("all");
    last = waiting.body().next();
    lead.over(true, null, Usage.NONE);
    assertThat(get(last)).isNull();
    assertThat(rest(read)).isEqualTo("all");
    assertThat(room.taken()).isZero();
  }

  @Test
  void whoWaitsTooLongGoesAlone() throws Exception {
    Lead lead = leads();
    Waits waits = (Waits) flights.join(KEY, Duration.ofMillis(20));
    assertThat(get(waits.then())).isInstanceOf(Alone.class);
    lead.head(200, HEAD, true);
    assertThat(lead.missed()).isFalse();
    assertThat(flights.join(KEY, LONG)).as("nobody else waits for it").isInstanceOf(Alone.class);
    lead.over(true, null, Usage.NONE);
    assertThat(flights.size()).isZero();
  }

  @Test
  void whoReadsAStreamIsNotBrokenOffForWantOfRoom() throws Exception {
    Flights small = new Flights(new RecordingRoom(2048), new Timer());
    Lead lead = ((Leads) small.join(KEY, LONG)).flight();
    lead.head(200, HEAD, true);
    lead.data(bytes("x"));
    Answered follower = (Answered) small.join(KEY, LONG);
    lead.data(bytes("x".repeat(9_999)));
    lead.over(true, null, Usage.NONE);
    assertThat(rest(follower)).hasSize(10_000);
  }

  @Test
  void whoLeavesIsNotWaitedForNorMadeToLead() throws Exception {
    Lead lead = leads();
    Waits waits = waits();
    waits.place().leave();
    waits.place().leave();
    assertThat(get(waits.then())).isInstanceOf(Alone.class);
    lead.over(false, null, Usage.NONE);
    assertThat(flights.size()).isZero();
  }

  @Test
  void aLeaderWhoDoesNotReadOnHoldsNobodyUpForLong() throws Exception {
    Flights strict = new Flights(room, new Timer(), Duration.ofMillis(20));
    Lead lead = ((Leads) strict.join(KEY, LONG)).flight();
    lead.head(200, HEAD, true);
    lead.data(bytes("one"));
    Answered follower = (Answered) strict.join(KEY, LONG);
    assertThat(text(follower.body().next())).isEqualTo("one");
    assertThatThrownBy(() -> get(follower.body().next()))
        .hasRootCauseMessage("the identical call that was joined reads no further");
    assertThat(lead.missed()).isFalse();
    assertThat(strict.join(KEY, LONG))
        .as("the next does not wait for it")
        .isInstanceOf(Alone.class);
  }

  @Test
  void theRestIsMissedAsLongAsAnybodyReads() {
    Lead lead = leads();
    assertThat(lead.missed()).isFalse();
    lead.head(200, HEAD, true);
    Waits waits = waits();
    assertThat(lead.missed()).isTrue();
    waits.place().leave();
    assertThat(lead.missed()).isFalse();
    lead.data(bytes("one"));
    Answered follower = (Answered) flights.join(KEY, LONG);
    assertThat(lead.missed()).isTrue();
    follower.body().close();
    assertThat(lead.missed()).isFalse();
  }

  @Test
  void whatIsTooLongToShareSendsThoseWhoWaitOutAlone() throws Exception {
    Flights small = new Flights(new RecordingRoom(2048), new Timer());
    Lead lead = ((Leads) small.join(KEY, LONG)).flight();
    Waits waits = (Waits) small.join(KEY, LONG);
    lead.head(200, HEAD, false);
    lead.data(ByteBuffer.allocate(4096));
    assertThat(get(waits.then())).isInstanceOf(Alone.class);
    assertThat(small.join(KEY, LONG)).isInstanceOf(Alone.class);
    lead.over(true, null, Usage.NONE);
    assertThat(small.join(KEY, LONG)).isInstanceOf(Leads.class);
  }

  @Test
  void aThousandFollowOneStream() throws Exception {
    Lead lead = leads();
    lead.head(200, HEAD, true);
    lead.data(bytes("frame 0\n"));
    List<Answered> followers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      followers.add((Answered) flights.join(KEY, LONG));
    }
    for (int i = 1; i < 50; i++) {
      lead.data(bytes("frame " + i + "\n"));
    }
    lead.over(true, null, Usage.NONE);
    String first = rest(followers.get(0));
    assertThat(first).startsWith("frame 0\n").endsWith("frame 49\n");
    for (Answered follower : followers.subList(1, 1000)) {
      assertThat(rest(follower)).isEqualTo(first);
    }
    followers.forEach(follower -> follower.body().close());
    assertThat(room.taken()).isZero();
  }

  /** Whatever happens in whatever order: one request out at a time, and bytes whole or an end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyOrderOfEventsKeepsThePromises(long seed) throws Exception {
    for (int run = 0; run < 200; run++) {
      new Chance(new Random(seed * 1000 + run)).play();
    }
    assertThat(flights.size()).isZero();
    assertThat(room.taken()).isZero();
  }

  /** One key, random events, and what must hold after each of them. */
  private final class Chance {
    private final Random random;
    private final List<Waits> waiting = new ArrayList<>();
    private final List<Answered> following = new ArrayList<>();
    private Lead out;
    private boolean stream;
    private String sent = "";

    Chance(Random random) {
      this.random = random;
    }

    void play() throws Exception {
      for (int step = 0; step < 30; step++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> arrive();
          case 2 -> head();
          case 3 -> data();
          case 4 -> leave();
          default -> over(random.nextInt(3) > 0);
        }
      }
      while (out != null) {
        over(true);
      }
      for (Answered follower : following) {
        follower.body().close();
      }
    }

    private void arrive() {
      Joined joined = flights.join(KEY, LONG);
      if (joined instanceof Leads leads) {
        assertThat(out).as("one is out already").isNull();
        out = leads.flight();
        sent = "";
        stream = false;
      } else if (joined instanceof Waits waits) {
        waiting.add(waits);
      } else {
        following.add((Answered) joined);
      }
    }

    private void head() {
      if (out != null && !stream && sent.isEmpty()) {
        stream = true;
        out.head(200, HEAD, true);
      }
    }

    private void data() throws Exception {
      if (out != null && stream) {
        String more = "<" + random.nextInt(100) + ">";
        sent += more;
        out.data(bytes(more));
        answerThoseWhoWait();
      }
    }

    private void answerThoseWhoWait() throws Exception {
      for (Waits waits : waiting) {
        following.add((Answered) get(waits.then()));
      }
      waiting.clear();
    }

    private void leave() throws Exception {
      if (!waiting.isEmpty() && random.nextBoolean()) {
        Waits waits = waiting.remove(random.nextInt(waiting.size()));
        waits.place().leave();
        assertThat(get(waits.then())).isInstanceOf(Alone.class);
      } else if (!following.isEmpty()) {
        following.remove(random.nextInt(following.size())).body().close();
      }
    }

    private void over(boolean whole) throws Exception {
      if (out == null) {
        return;
      }
      boolean wasStream = stream;
      String all = sent;
      out.over(whole, null, Usage.NONE);
      out = null;
      stream = false;
      sent = "";
      if (wasStream && whole) {
        answerThoseWhoWait();
      }
      if (!following.isEmpty()) {
        assertThat(waiting).isEmpty();
        for (Answered follower : following) {
          if (whole) {
            assertThat(rest(follower)).isEqualTo(all);
          } else {
            assertThat(text(follower.body().next())).startsWith("<");
            assertThatThrownBy(() -> rest(follower)).hasRootCauseInstanceOf(IOException.class);
          }
          follower.body().close();
        }
        following.clear();
      } else if (!waiting.isEmpty()) {
        out = ((Leads) get(waiting.remove(0).then())).flight();
        for (Waits other : waiting) {
          assertThat(other.then().toCompletableFuture()).isNotDone();
        }
      }
    }
  }

  private Lead leads() {
    return ((Leads) flights.join(KEY, LONG)).flight();
  }

  private Waits waits() {
    return (Waits) flights.join(KEY, LONG);
  }

  private static Answered answered(Waits waits) throws Exception {
    return (Answered) get(waits.then());
  }

  private static String rest(Answered answered) throws Exception {
    StringBuilder all = new StringBuilder();
    while (true) {
      ByteBuffer piece = get(answered.body().next());
      if (piece == null) {
        return all.toString();
      }
      all.append(UTF_8.decode(piece));
    }
  }

  private static String text(CompletionStage<ByteBuffer> piece) throws Exception {
    return UTF_8.decode(get(piece)).toString();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }
}
