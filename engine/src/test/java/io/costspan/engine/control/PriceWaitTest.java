// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Pricer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PriceWaitTest {
  private static final TestCall CALL = TestCall.PLAIN.tokens(100).usd("0.10");

  @TempDir Path home;
  private final CountDownLatch file = new CountDownLatch(1);

  @Test
  void firstCallsOfABudgetInDollarsAreJudgedWhenThereArePrices() throws Exception {
    ControlRoom room = room(reading(), "budgets.day.limit", "1 USD");

    CompletableFuture<Ruling> waiting = waiting(admitted(room));
    assertThat(waiting).isNotDone();
    file.countDown();

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(Ruling.GO);
    assertThat(room.board().rows("budgets").get(0).get("reserved")).hasToString("0.1");
    assertThat(admitted(room)).as("later ones do not wait").isSameAs(Ruling.GO);
  }

  @Test
  void capsPerTraceInDollarsWaitAsWell() throws Exception {
    ControlRoom room = room(reading(), "root-caps.one.limit", "1 USD");

    CompletableFuture<Ruling> waiting = waiting(admitted(room));
    file.countDown();

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(Ruling.GO);
  }

  @Test
  void pricesThatDoNotComeKeepNobodyForLong() throws Exception {
    ControlRoom room = room(reading(), "budgets.day.limit", "1 USD");

    assertThat(waiting(admitted(room)).get(20, TimeUnit.SECONDS)).isSameAs(Ruling.GO);
    assertThat(admitted(room)).as("nor another").isSameAs(Ruling.GO);
    file.countDown();
  }

  @Test
  void whoNeedsNoPriceDoesNotWait() {
    assertThat(admitted(room(reading(), "budgets.day.limit", "10 requests"))).isSameAs(Ruling.GO);
    assertThat(
            admitted(
                room(
                    reading(),
                    "budgets.day.limit",
                    "1 USD",
                    "budgets.day.unknown-price",
                    "assume 0.02 USD")))
        .isSameAs(Ruling.GO);
    assertThat(
            admitted(
                room(
                    reading(),
                    "budgets.day.limit",
                    "1 USD",
                    "budgets.other.limit",
                    "9 requests",
                    "budgets.day.match.provider",
                    "anthropic")))
        .as("of another provider")
        .isSameAs(Ruling.GO);
    file.countDown();
  }

  @Test
  void whoGivesUpMeanwhileHoldsNothing() throws Exception {
    ControlRoom room = room(reading(), "budgets.day.limit", "1 USD");
    Passage passage = passage(room);
    CompletableFuture<Ruling> waiting = waiting(passage.admit(CALL.asked()));

    passage.withdraw();
    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(Ruling.GO);
    file.countDown();

    assertThat(room.board().rows("budgets"))
        .allSatisfy(row -> assertThat(row.get("reserved")).hasToString("0"));
  }

  private static CompletableFuture<Ruling> waiting(Ruling ruling) {
    assertThat(ruling).isInstanceOf(Ruling.Wait.class);
    return ((Ruling.Wait) ruling).then().toCompletableFuture();
  }

  private static Ruling admitted(ControlRoom room) {
    return passage(room).admit(CALL.asked());
  }

  private static Passage passage(ControlRoom room) {
    Passage passage = room.guidance().controls().passage(CALL.in("4bf92f35").arrival());
    assertThat(passage).isNotNull();
    return passage;
  }

  /** Prices as a file tells them that takes its time. */
  private Pricer reading() {
    Pricer bundled = CataloguePricer.bundled();
    return parts -> {
      try {
        file.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return bundled.price(parts);
    };
  }

  private ControlRoom room(Pricer pricer, String... said) {
    Properties properties = new Properties();
    properties.setProperty("costspan.home", home.toString());
    for (int i = 0; i < said.length; i += 2) {
      properties.setProperty("costspan." + said[i], said[i + 1]);
    }
    Settings settings = Settings.load(null, properties, Map.of());
    assertThat(settings.problems()).isEmpty();
    return new ControlRoom("shop", settings, SharedLedger.NONE, pricer);
  }
}
