// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.cache.join.Joined.Alone;
import io.costspan.engine.cache.join.Joined.Answered;
import io.costspan.engine.cache.join.Joined.Lead;
import io.costspan.engine.cache.join.Joined.Leads;
import io.costspan.engine.cache.join.Joined.Rescued;
import io.costspan.engine.cache.join.Joined.Waits;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.store.Timer;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class FlightsTest extends FlightBench {

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
}
