// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import static io.costspan.engine.control.calls.TestCall.PLAIN;
import static io.costspan.engine.control.calls.TestCall.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.wire.ResponseFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pace ONE_A_SECOND = new Pace(1, SECOND);

  private final VirtualTime time = new VirtualTime();
  private final LimitRoom room = new LimitRoom(TestCall.SHAPE, time::nanos, time.clock(), time);
  private final List<String> served = new ArrayList<>();

  private void limit(LimitTerms terms) {
    room.follow(
        List.of(
            new LimitRule(
                "burst", Match.ALL, Scope.total(), terms, team("first*"), team("last*"))));
  }

  private static Match team(String pattern) {
    CallAttribute team = Objects.requireNonNull(CallAttribute.of("tag.team"));
    return Match.of(new Patterns(Map.of(team, List.of(pattern))));
  }

  private Waiting come(TestCall call) {
    Passage passage = Objects.requireNonNull(room.passage(call.arrival()));
    Ruling ruling = passage.admit(call.asked());
    CompletableFuture<Ruling> then =
        ruling instanceof Ruling.Wait wait
            ? wait.then().toCompletableFuture()
            : CompletableFuture.completedFuture(ruling);
    CompletableFuture<Ruling> seen =
        then.thenApply(
            end -> {
              if (end.equals(Ruling.GO)) {
                served.add(call.team());
              }
              return end;
            });
    return new Waiting(passage, seen);
  }

  private LimitState state() {
    return room.states().get(0);
  }

  @Test
  void letsThemInInTheOrderOfTheirComingAsSoonAsThereIsRoom() {
    limit(LimitTerms.NONE.requests(ONE_A_SECOND).waiting(Duration.ofSeconds(10)));
    come(PLAIN.of("a"));
    come(PLAIN.of("b"));
    come(PLAIN.of("c"));
    assertThat(served).containsExactly("a");
    assertThat(state().waiting()).isEqualTo(2);

    time.pass(Duration.ofMillis(999));
    assertThat(served).containsExactly("a");
    time.pass(Duration.ofMillis(10));
    assertThat(served).containsExactly("a", "b");
    time.pass(Duration.ofSeconds(2));

    assertThat(served).containsExactly("a", "b", "c");
    assertThat(state().waiting()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void refusesAtOnceWhoCannotGetInInTime() {
    limit(LimitTerms.NONE.requests(ONE_A_SECOND).waiting(Duration.ofMillis(2500)));
    come(PLAIN);
    come(PLAIN);
    come(PLAIN);

    Ruling fourth = come(PLAIN).now();

    Duration wait = Objects.requireNonNull(refusal(fourth).retryAfter());
    assertThat(wait).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3020));
    assertThat(state().waiting()).isEqualTo(2);
  }

  @Test
  void refusesAtTheEndOfItsTimeWhoWaitsForACallToEnd() {
    limit(LimitTerms.NONE.concurrent(1).waiting(SECOND));
    come(PLAIN);
    Waiting second = come(PLAIN);
    time.pass(SECOND.minusNanos(1));
    assertThat(second.then.isDone()).isFalse();

    time.pass(Duration.ofNanos(1));

    assertThat(refusal(second.now()).code()).isEqualTo("concurrency_limited");
    assertThat(state().waiting()).isZero();
  }

  @Test
  void servesTheNextWhenACallEndsThoughNotOnItsThread() {
    limit(LimitTerms.NONE.concurrent(1).waiting(SECOND));
    Waiting first = come(PLAIN.of("a"));
    Waiting second = come(PLAIN.of("b"));

    first.passage.ended(ResponseFacts.UNKNOWN, true);

    assertThat(second.then.isDone()).isFalse();
    time.pass(Duration.ZERO);
    assertThat(second.now()).isEqualTo(Ruling.GO);
    assertThat(state().running()).isEqualTo(1);
  }

  @Test
  void letsNobodyOvertake() {
    limit(LimitTerms.NONE.tokens(new Pace(100, SECOND)).waiting(Duration.ofSeconds(5)));
    come(PLAIN.of("a").tokens(80));
    come(PLAIN.of("big").tokens(90));
    come(PLAIN.of("small").tokens(5));

    time.pass(Duration.ofMillis(500));
    assertThat(served).containsExactly("a");
    time.pass(Duration.ofSeconds(2));

    assertThat(served).containsExactly("a", "big", "small");
  }

  @Test
  void forgetsAtOnceWhoLeaves() {
    limit(LimitTerms.NONE.requests(ONE_A_SECOND).waiting(Duration.ofSeconds(5)));
    come(PLAIN.of("a"));
    Waiting gone = come(PLAIN.of("b"));
    come(PLAIN.of("c"));

    gone.passage.withdraw();
    gone.passage.withdraw();

    assertThat(state().waiting()).isEqualTo(1);
    time.pass(Duration.ZERO);
    assertThat(gone.then).isCompletedWithValue(Ruling.GO);
    gone.passage.ended(ResponseFacts.UNKNOWN, false);
    time.pass(Duration.ofMillis(1010));
    assertThat(served).containsExactly("a", "b", "c");
    assertThat(state().uses().get(0).used()).isEqualTo(1);
  }

  @Test
  void takesBackWhatItGaveToOneThatLeavesAtThatVeryMoment() {
    limit(LimitTerms.NONE.concurrent(1).waiting(SECOND));
    Waiting first = come(PLAIN);
    Waiting second = come(PLAIN);
    first.passage.ended(ResponseFacts.UNKNOWN, true);
    time.pass(Duration.ZERO);

    second.passage.withdraw();

    assertThat(state().running()).isZero();
  }

  @Test
  void servesByPriorityAndPassesNobodyOverForEver() {
    limit(LimitTerms.NONE.requests(ONE_A_SECOND).waiting(Duration.ofMinutes(10)));
    come(PLAIN);
    come(PLAIN.of("last"));
    come(PLAIN.of("normal"));
    for (int i = 0; i < 30; i++) {
      come(PLAIN.of("first" + i));
    }
    served.clear();

    time.pass(Duration.ofSeconds(60));

    assertThat(served.subList(0, 8)).allMatch(team -> team.startsWith("first"));
    assertThat(served.subList(8, 10)).containsExactly("normal", "last");
    assertThat(served.subList(10, 32)).allMatch(team -> team.startsWith("first"));
    assertThat(served)
        .filteredOn(team -> team.startsWith("first"))
        .isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other)));
  }

  private static int number(String team) {
    return Integer.parseInt(team.substring("first".length()));
  }

  @Test
  void starvesNobodyUnderAnEndlessStreamOfThoseServedFirst() {
    limit(LimitTerms.NONE.requests(ONE_A_SECOND).waiting(Duration.ofMinutes(2)));
    come(PLAIN);
    List<Waiting> last = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      last.add(come(PLAIN.of("last" + i)));
    }
    for (int i = 0; i < 60; i++) {
      come(PLAIN.of("first"));
      time.pass(Duration.ofMillis(1004));
    }

    assertThat(last).allMatch(waiting -> waiting.then.isDone());
    assertThat(served).contains("last0", "last1", "last2", "last3", "last4");
  }

  @Test
  void turnsAwayAtTheEndOfItsTimeWhoWouldFitButWhoseTurnItNeverWas() {
    limit(LimitTerms.NONE.tokens(new Pace(100, SECOND)).waiting(Duration.ofMillis(1200)));
    come(PLAIN.tokens(50));
    Waiting small = come(PLAIN.of("last").tokens(60));
    time.pass(Duration.ofMillis(500));
    come(PLAIN.tokens(40).of("first"));
    come(PLAIN.tokens(100).of("first"));
    time.pass(Duration.ofMillis(699));
    assertThat(small.then.isDone()).isFalse();

    time.pass(Duration.ofMillis(1));

    assertThat(refusal(small.now()).requested()).isEqualTo("100");
    assertThat(state().waiting()).isEqualTo(1);
    time.pass(SECOND);
    assertThat(served).containsExactly("a", "first", "first");
    assertThat(time.pending()).isZero();
  }

  @Test
  void holdsTenThousandAndNoMore() {
    limit(LimitTerms.NONE.concurrent(1).waiting(Duration.ofMinutes(5)));
    Waiting first = come(PLAIN);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < Limit.MOST_WAITING; i++) {
      waiting.add(come(PLAIN.of(Integer.toString(i))));
    }
    assertThat(refusal(come(PLAIN).now()).code()).isEqualTo("concurrency_limited");
    assertThat(state().waiting()).isEqualTo(Limit.MOST_WAITING);
    assertThat(time.pending()).isEqualTo(1);

    served.clear();
    first.passage.ended(ResponseFacts.UNKNOWN, true);
    for (Waiting next : waiting) {
      time.pass(Duration.ofMillis(1));
      assertThat(next.now()).isEqualTo(Ruling.GO);
      next.passage.ended(ResponseFacts.UNKNOWN, true);
    }

    assertThat(served).hasSize(Limit.MOST_WAITING);
    assertThat(state().running()).isZero();
    assertThat(time.pending()).isZero();
  }

  @Test
  void endsTenThousandWaitsAtOnceWithoutDeepRecursion() {
    limit(LimitTerms.NONE.concurrent(1).waiting(SECOND));
    come(PLAIN);
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 0; i < Limit.MOST_WAITING; i++) {
      waiting.add(come(PLAIN));
    }

    time.pass(SECOND);

    assertThat(waiting).allMatch(one -> one.now() instanceof Ruling.Refused);
    assertThat(state().waiting()).isZero();
  }

  @Test
  void servesThoseWhoWaitUnderTheNewLimitWhenItsRuleIsReadAgain() {
    limit(LimitTerms.NONE.concurrent(1).waiting(Duration.ofMinutes(1)));
    come(PLAIN);
    Waiting second = come(PLAIN);

    limit(LimitTerms.NONE.concurrent(5));
    time.pass(Duration.ZERO);

    assertThat(second.now()).isEqualTo(Ruling.GO);
  }

  private record Waiting(Passage passage, CompletableFuture<Ruling> then) {
    Ruling now() {
      assertThat(then).isDone();
      return then.join();
    }
  }
}
