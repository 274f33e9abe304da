// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.cache.join.Joined.Alone;
import io.costspan.engine.cache.join.Joined.Answered;
import io.costspan.engine.cache.join.Joined.Lead;
import io.costspan.engine.cache.join.Joined.Leads;
import io.costspan.engine.cache.join.Joined.Waits;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlightsInAnyOrderTest extends FlightBench {

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
}
