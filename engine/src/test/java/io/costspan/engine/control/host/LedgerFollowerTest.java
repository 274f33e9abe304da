// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import static io.costspan.engine.control.host.HostLedger.call;
import static io.costspan.engine.control.host.HostLedger.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFollowerTest {
  private static final Instant NOW = Instant.parse("2020-02-20T12:00:00Z");
  private static final Instant MIDNIGHT = NOW.minusSeconds(3600);

  @TempDir Path temp;
  private final HeardOf heard = new HeardOf();
  private final List<String> learned = new ArrayList<>();
  private HostLedger ledger;
  private long nanos;

  @BeforeEach
  void ledger() {
    ledger = new HostLedger(temp.resolve("ledger"));
  }

  @Test
  void whatWasSpentSinceTheWindowBeganComesBackAndThenItIsKnown() {
    ledger.write(
        "a.jsonl",
        call(MIDNIGHT.minusNanos(1), "1"),
        call(MIDNIGHT, "0.10"),
        call(NOW, "complete", "\"cost\":\"unpriced\",\"reason\":\"unknown-model\""));
    ledger.write("b.jsonl", call(NOW, "0.25"));

    follower().read();

    assertThat(heard.calls)
        .containsExactly(MIDNIGHT + " 0.10 120", NOW + " null 120", NOW + " 0.25 120");
    assertThat(heard.subjects.get(0))
        .isEqualTo(
            new Subject(
                "openai",
                "gpt-4o",
                "chat",
                "api.openai.com",
                "shop",
                "k1",
                Map.of("team", "search")));
    assertThat(heard.states).containsExactly("known");
  }

  @Test
  void forecastsLearnFromTheWholeAnswersOfOthersAlsoOfThoseBeforeTheWindow() {
    ledger.owned.add("own.jsonl");
    ledger.write("own.jsonl", call(NOW, "9"));
    ledger.write(
        "a.jsonl",
        call(MIDNIGHT.minusNanos(1), "1"),
        call(NOW, "failed", "\"cost\":\"priced\",\"usd\":\"0\",\"reason\":\"not-sent\""),
        call(NOW, "answered", "\"cost\":\"priced\",\"usd\":\"0\",\"action\":\"hit\""),
        call(NOW, "complete", "\"cost\":\"unpriced\",\"reason\":\"unknown-model\""));

    follower().read();

    assertThat(learned)
        .containsExactly("gpt-4o {team=search} 20 1", "gpt-4o {team=search} 20 null");
  }

  @Test
  void whatWasNotSentAndWhatIsStillToComeCountsForNothing() {
    ledger.write(
        "a.jsonl",
        call(NOW, "answered", "\"cost\":\"priced\",\"usd\":\"0\",\"action\":\"hit\""),
        call(NOW, "refused", "\"cost\":\"priced\",\"usd\":\"0\",\"action\":\"refused\""),
        call(NOW, "failed", "\"cost\":\"priced\",\"usd\":\"0\",\"reason\":\"not-sent\""),
        call(NOW, "pending", "\"cost\":\"unpriced\",\"reason\":\"background\""));

    follower().read();

    assertThat(heard.calls).isEmpty();
  }

  @Test
  void newLinesAreToldOnceAndHalfOnesWhenTheyAreWhole() {
    LedgerFollower follower = follower();
    follower.read();
    assertThat(heard.states).containsExactly("known");

    String line = call(NOW, "0.5");
    ledger.write("a.jsonl", call(NOW, "0.4"));
    ledger.writeText("a.jsonl", line.substring(0, 100));
    follower.read();
    assertThat(heard.calls).containsExactly(NOW + " 0.4 120");

    ledger.writeText("a.jsonl", line.substring(100) + "\n");
    ledger.write("b.jsonl", "damaged", call(NOW, "0.6"));
    follower.read();
    follower.read();
    assertThat(heard.calls).containsExactly(NOW + " 0.4 120", NOW + " 0.5 120", NOW + " 0.6 120");
    assertThat(heard.states).containsExactly("known");
  }

  @Test
  void ownCallsCountOnlyWhereTheBudgetsHaveNotCountedThem() {
    ledger.owned.add("own.jsonl");
    heard.counted.add("seen");
    ledger.write(
        "own.jsonl",
        call(MIDNIGHT.minusNanos(1), "9"),
        call(NOW.minusSeconds(5), "0.1"),
        call(NOW, "0.2").replace("\"id\":\"1\"", "\"id\":\"seen\""));
    LedgerFollower follower = follower();
    follower.read();
    assertThat(heard.calls).containsExactly(NOW.minusSeconds(5) + " 0.1 120");

    // it had ended a moment before the budgets began, and was not written yet
    ledger.owned.add("own2.jsonl");
    ledger.write("own2.jsonl", call(NOW.minusSeconds(1), "0.3"));
    follower.read();
    assertThat(heard.calls).hasSize(2).endsWith(NOW.minusSeconds(1) + " 0.3 120");
  }

  @Test
  void ownFilesAreReadForAWhileOnly() {
    ledger.owned.add("own.jsonl");
    ledger.write("own.jsonl", call(NOW, "0.1"));
    LedgerFollower follower = follower();
    follower.read();
    nanos += LedgerFollower.SETTLING.toNanos() + 1;
    follower.read();
    ledger.write("own.jsonl", call(NOW, "0.2"));
    follower.read();

    assertThat(heard.calls).containsExactly(NOW + " 0.1 120");
    assertThat(heard.states).containsExactly("known", "own read");
  }

  @Test
  void aProcessWithoutALedgerYetReadsNoneOfItsOwn() {
    LedgerFollower follower = follower();
    follower.read();
    nanos += LedgerFollower.SETTLING.toNanos() + 1;
    follower.read();

    assertThat(heard.states).containsExactly("known", "own read");
  }

  @Test
  void whatItsOwnUsersOrderedIsToldOnceAndNotAsItIsOrdered() {
    ledger.owned.add("own.jsonl");
    ledger.write("own.jsonl", order(NOW.minusSeconds(9), "pause", ",\"budget\":\"daily\""));
    LedgerFollower follower = follower();
    follower.read();
    ledger.write("own.jsonl", order(NOW.minusSeconds(8), "resume", ",\"budget\":\"daily\""));
    follower.read();

    assertThat(heard.orders)
        .extracting(ControlOrder::what)
        .containsExactly(ControlOrder.What.PAUSE);
  }

  @Test
  void filesThatWereLastWrittenBeforeAreNotOpened() throws IOException {
    ledger.write("old.jsonl", call(NOW, "9"));
    Files.setLastModifiedTime(
        ledger.directory.resolve("old.jsonl"), FileTime.from(MIDNIGHT.minusSeconds(1)));
    LedgerFollower follower = follower();
    follower.read();
    assertThat(heard.calls).isEmpty();

    ledger.write("old.jsonl", call(NOW, "0.1"));
    follower.read();
    assertThat(heard.calls).containsExactly(NOW + " 9 120", NOW + " 0.1 120");
  }

  @Test
  void ordersComeInTheOrderOfTheirTimeBeforeTheCalls() {
    ledger.write(
        "a.jsonl",
        call(NOW, "0.1"),
        order(NOW.minusSeconds(10), "resume", ",\"budget\":\"daily\""));
    ledger.write(
        "b.jsonl",
        order(NOW.minusSeconds(20), "pause", ",\"budget\":\"daily\""),
        order(MIDNIGHT.minusSeconds(9), "reset", ",\"budget\":\"daily\""),
        order(
            MIDNIGHT.minusSeconds(8),
            "override",
            ",\"budget\":\"daily\",\"amount\":\"5\",\"until\":\"" + NOW.plusSeconds(60) + "\""));

    follower().read();

    assertThat(heard.orders)
        .extracting(ControlOrder::what)
        .containsExactly(
            ControlOrder.What.OVERRIDE, ControlOrder.What.PAUSE, ControlOrder.What.RESUME);
    assertThat(heard.told).containsExactly("OVERRIDE", "PAUSE", "RESUME", "call");
  }

  @Test
  void ordersStandHoweverLongAgoTheirFileWasWritten() throws IOException {
    Instant lastMonth = MIDNIGHT.minusSeconds(30 * 86_400L);
    ledger.write(
        "old.jsonl",
        call(lastMonth, "9"),
        order(lastMonth, "pause", ",\"budget\":\"daily\""),
        order(
            lastMonth,
            "override",
            ",\"budget\":\"daily\",\"amount\":\"5\",\"until\":\"" + NOW.plusSeconds(60) + "\""));
    Files.setLastModifiedTime(ledger.directory.resolve("old.jsonl"), FileTime.from(lastMonth));

    follower().read();

    assertThat(heard.orders)
        .extracting(ControlOrder::what)
        .containsExactly(ControlOrder.What.PAUSE, ControlOrder.What.OVERRIDE);
    assertThat(heard.calls).isEmpty();
  }

  @Test
  void ofTooManyOrdersTheNewestAreTold() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LedgerOrders.MOST + 5; i++) {
      text.append(order(MIDNIGHT.plusMillis(i), "pause", "")).append('\n');
    }
    text.append(order(MIDNIGHT.plusSeconds(60), "resume", "")).append('\n');
    ledger.writeText("a.jsonl", text.toString());

    follower().read();

    assertThat(heard.orders).hasSize(LedgerOrders.MOST);
    assertThat(heard.orders.get(LedgerOrders.MOST - 1).what()).isEqualTo(ControlOrder.What.RESUME);
  }

  @Test
  void anErrorIsDegradedAndNotTheEnd() {
    ledger.write("a.jsonl", call(NOW, "0.1"));
    LedgerFollower follower = follower();
    ledger.broken = true;
    follower.read();
    assertThat(heard.states).singleElement().asString().contains("NoClassDefFoundError");

    ledger.broken = false;
    follower.read();
    assertThat(heard.states).hasSize(2).endsWith("known");
    assertThat(heard.calls).containsExactly(NOW + " 0.1 120");
  }

  @Test
  void tokensOfACallThatSaysNoUsageAreNotKnown() {
    String silent = "\"usage\":{\"input\":100,\"output\":20},";
    ledger.write(
        "a.jsonl",
        call(NOW, "complete", "\"cost\":\"unpriced\",\"reason\":\"no-usage\"").replace(silent, ""),
        call(NOW, "failed", "\"cost\":\"priced\",\"usd\":\"0\"").replace(silent, ""));

    follower().read();

    assertThat(heard.calls).containsExactly(NOW + " null null", NOW + " 0 0");
  }

  @Test
  void aDirectoryThatGoesAndComesBackIsDegradedAndRecovers() throws IOException {
    ledger.write("a.jsonl", call(NOW, "0.1"));
    LedgerFollower follower = follower();
    follower.read();
    Path away = Files.move(ledger.directory, temp.resolve("away"));
    follower.read();
    follower.read();
    assertThat(heard.states).containsExactly("known", LedgerFollower.GONE);

    Files.move(away, ledger.directory);
    ledger.write("b.jsonl", call(NOW, "0.2"));
    follower.read();
    assertThat(heard.states).containsExactly("known", LedgerFollower.GONE, "known");
    assertThat(heard.calls).containsExactly(NOW + " 0.1 120", NOW + " 0.2 120");
  }

  @Test
  void aDirectoryThatIsNoneIsSaid() throws IOException {
    Files.createFile(ledger.directory);
    LedgerFollower follower = follower();
    follower.read();
    assertThat(heard.states).singleElement().asString().startsWith("the ledger cannot be read");

    Files.delete(ledger.directory);
    ledger.write("a.jsonl", call(NOW, "0.1"));
    follower.read();
    assertThat(heard.states).hasSize(2).endsWith("known");
    assertThat(heard.calls).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenIsNotShared() {
    ledger.write("a.jsonl", call(NOW, "0.1"));
    LedgerFollower follower = follower();
    ledger.failing = true;
    follower.read();
    ledger.failing = false;
    follower.read();

    assertThat(heard.states).containsExactly(LedgerFollower.UNWRITABLE, "known");
  }

  @Test
  void aLedgerThatTakesLongToReadIsDegradedUntilItIsRead() {
    ledger.write("a.jsonl", call(NOW, "0.1"), call(NOW, "0.2"));
    LedgerFollower follower = follower();
    nanos += LedgerFollower.READ_BACK.toNanos() + 1;
    follower.read();
    follower.read();

    assertThat(heard.states).containsExactly(LedgerFollower.NOT_WHOLE, "known");
    assertThat(heard.calls).hasSize(2);
  }

  @Test
  void aFaultOfTheBudgetsLosesOneLineAndTellsNoneTwice() {
    ledger.write("a.jsonl", call(NOW, "0.1"), call(NOW, "-1"), call(NOW, "0.2"));
    LedgerFollower follower = follower();
    follower.read();
    follower.read();

    assertThat(heard.calls).containsExactly(NOW + " 0.1 120", NOW + " 0.2 120");
    assertThat(heard.states).containsExactly("known");
  }

  private LedgerFollower follower() {
    return new LedgerFollower(
        ledger.directory,
        ledger,
        MIDNIGHT,
        heard,
        (subject, output, usd) ->
            learned.add(subject.model() + " " + subject.tags() + " " + output + " " + usd),
        () -> nanos);
  }
}
