// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.budget.BudgetRule;
import io.costspan.engine.control.budget.BudgetRules;
import io.costspan.engine.control.budget.BudgetUnit;
import io.costspan.engine.control.budget.CalendarPeriod;
import io.costspan.engine.control.budget.NotifyAction;
import io.costspan.engine.control.budget.Period;
import io.costspan.engine.control.budget.RollingPeriod;
import io.costspan.engine.control.budget.StepReached;
import io.costspan.engine.journal.JournalSink;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClaimedStepsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Period DAY = new CalendarPeriod(CalendarPeriod.Kind.DAY, ZoneOffset.UTC);
  private static final Period SIX_HOURS = new RollingPeriod(Duration.ofHours(6), ZoneOffset.UTC);

  @TempDir Path home;

  @Test
  void oneProcessTellsAndTheOthersDoNotAlsoAfterARestart() {
    assertThat(process().first(step("80", NOON))).isTrue();
    assertThat(process().first(step("80", NOON.plusSeconds(1)))).isFalse();
    assertThat(process().first(step("90", NOON.plusSeconds(1)))).as("another step").isTrue();

    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    assertThat(process().first(step("80", tomorrow))).as("another window").isTrue();
    assertThat(process().first(step("80", tomorrow))).isFalse();
  }

  @Test
  void aStepIsAnotherOfAnotherLimitAnotherValueOrAfterAReset() {
    StepReached step = step("80", NOON);
    assertThat(process().first(step)).isTrue();

    assertThat(process().first(with(step, "ann", "20", Instant.EPOCH))).isTrue();
    assertThat(process().first(with(step, "", "40", Instant.EPOCH))).isTrue();
    assertThat(process().first(with(step, "", "20", NOON.minusSeconds(9)))).isTrue();
    assertThat(process().first(with(step, "", "20.00", Instant.EPOCH))).isFalse();
  }

  @Test
  void stepsOfBudgetsThatCountOtherCallsAreOthersThoughTheNameIsOne() {
    StepReached step = of(step("80", NOON), rule(), Instant.EPOCH);
    assertThat(process().first(step)).isTrue();
    assertThat(process().first(of(step, rule(), Instant.EPOCH))).as("the same").isFalse();

    for (BudgetRule other :
        List.of(
            rule("match.provider", "openai"),
            rule("match.provider", "anthropic"),
            rule("each", "tag.team"),
            rule("each", "model"),
            rule("per", "week"))) {
      assertThat(process().first(of(step, other, Instant.EPOCH))).as(other.counts()).isTrue();
    }
    assertThat(process().first(of(step, rule("match.provider", "openai"), Instant.EPOCH)))
        .as("another process that is told the same")
        .isFalse();
  }

  @Test
  void aLimitThatIsBackToWhatItWasHasItsStepsToldAgain() {
    StepReached step = step("80", NOON);
    assertThat(process().first(step)).isTrue();

    StepReached later = of(step, step.rule(), NOON.minusSeconds(9));
    assertThat(process().first(later)).isTrue();
    assertThat(process().first(later)).isFalse();
  }

  @Test
  void aRollingStepIsToldOnceInItsLength() {
    assertThat(process().first(rolling(NOON))).isTrue();
    assertThat(process().first(rolling(NOON.plus(Duration.ofHours(5))))).isFalse();
    assertThat(process().first(rolling(NOON.plus(Duration.ofHours(6))))).isTrue();
    assertThat(process().first(rolling(NOON.plus(Duration.ofHours(7))))).isFalse();
  }

  @Test
  @Timeout(60)
  void ofManyThatReachItAtOnceOneTells() throws Exception {
    int processes = 8;
    CyclicBarrier together = new CyclicBarrier(processes);
    ExecutorService threads = Executors.newFixedThreadPool(processes);
    try {
      for (int round = 1; round <= 50; round++) {
        StepReached step = step(String.valueOf(round), NOON);
        List<Future<Boolean>> told = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
          ClaimedSteps process = process();
          told.add(
              threads.submit(
                  () -> {
                    together.await();
                    return process.first(step);
                  }));
        }
        int first = 0;
        for (Future<Boolean> each : told) {
          first += each.get() ? 1 : 0;
        }
        assertThat(first).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whereNoClaimCanBeMadeEverybodyTells() throws IOException {
    Files.createFile(home.resolve("steps"));

    assertThat(process().first(step("80", NOON))).isTrue();
    assertThat(process().first(step("80", NOON))).isTrue();
  }

  @Test
  void claimsAreSweptAwaySomeTimeAfterTheirWindow() throws IOException {
    ClaimedSteps process = process();
    process.first(step("80", NOON));
    process.first(rolling(NOON));
    Files.createFile(home.resolve("steps").resolve("other"));
    assertThat(files()).hasSize(3);

    process.first(step("80", NOON.plus(Duration.ofHours(13))));
    assertThat(files()).as("that of the length is over").hasSize(3);
    process.first(step("80", NOON.plus(Duration.ofHours(15))));
    assertThat(files()).as("and so is that of the day").hasSize(2);
  }

  @Test
  void claimsAreBounded() throws IOException {
    Files.createDirectories(home.resolve("steps"));
    String until = ".until-" + NOON.plus(Duration.ofDays(1)).getEpochSecond();
    for (int i = 0; i < ClaimedSteps.MOST; i++) {
      Files.createFile(home.resolve("steps").resolve(String.format("%032x", i) + until));
    }

    assertThat(process().first(step("80", NOON))).isTrue();
    assertThat(process().first(step("80", NOON))).as("told twice, not kept").isTrue();
    assertThat(files()).hasSize(ClaimedSteps.MOST);
  }

  @Test
  void claimsAreTheirOwnersAndSayNothing() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
    process().first(with(step("80", NOON), "a private name", "20", Instant.EPOCH));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("steps"))))
        .isEqualTo("rwx------");
    Path claim = home.resolve("steps").resolve(files().get(0));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(claim)))
        .isEqualTo("rw-------");
    assertThat(claim).isEmptyFile();
    assertThat(files().get(0)).matches("[0-9a-f]{32}\\.until-1780358400");
  }

  @Test
  void claimsLieBesideTheLedgerWhereNobodyTakesThemForPartOfIt() throws IOException {
    JournalSink sink = new JournalSink(SpendingProcess.options(home));

    assertThat(SharedLedger.of(sink).claims().first(step("80", NOON))).isTrue();
    assertThat(files()).hasSize(1);
    assertThat(sink.directory()).doesNotExist();
  }

  private ClaimedSteps process() {
    return new ClaimedSteps(home.resolve("steps"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("steps"))) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  private static StepReached step(String percent, Instant at) {
    Instant end = ((CalendarPeriod) DAY).at(at).end();
    return step(DAY, percent, at, end.atOffset(ZoneOffset.UTC));
  }

  private static StepReached rolling(Instant at) {
    return step(SIX_HOURS, "80", at, at.plusSeconds(99).atOffset(ZoneOffset.UTC));
  }

  private static StepReached step(
      Period period, String percent, Instant at, OffsetDateTime resetsAt) {
    return new StepReached(
        BudgetRule.of("daily", BudgetUnit.USD, new BigDecimal("20"), period),
        "",
        new BigDecimal(percent),
        List.of(new NotifyAction()),
        new BigDecimal("20"),
        new BigDecimal("16"),
        BigDecimal.ZERO,
        at,
        at.minusSeconds(9_999),
        Instant.EPOCH,
        Instant.EPOCH,
        resetsAt);
  }

  private static StepReached with(StepReached step, String scope, String limit, Instant resetAt) {
    return new StepReached(
        step.rule(),
        scope,
        step.percent(),
        step.actions(),
        new BigDecimal(limit),
        step.spent(),
        step.reserved(),
        step.at(),
        step.windowStart(),
        resetAt,
        step.extraAt(),
        step.resetsAt());
  }

  private static StepReached of(StepReached step, BudgetRule rule, Instant extraAt) {
    return new StepReached(
        rule,
        step.scope(),
        step.percent(),
        step.actions(),
        step.limit(),
        step.spent(),
        step.reserved(),
        step.at(),
        step.windowStart(),
        step.resetAt(),
        extraAt,
        step.resetsAt());
  }

  /** As the settings of a process of its own say it. */
  private static BudgetRule rule(String... settings) {
    Properties properties = new Properties();
    properties.setProperty("costspan.budgets.daily.limit", "20 USD");
    properties.setProperty("costspan.budgets.daily.zone", "UTC");
    for (int i = 0; i < settings.length; i += 2) {
      properties.setProperty("costspan.budgets.daily." + settings[i], settings[i + 1]);
    }
    return new BudgetRules(line -> {}).of(Settings.load(null, properties, Map.of())).get(0);
  }
}
