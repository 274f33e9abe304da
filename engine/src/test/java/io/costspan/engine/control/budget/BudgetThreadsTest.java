// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.passage.Ruling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand calls of ten cents at a budget of five dollars. */
class BudgetThreadsTest {
  private static final int CALLS = 1_000;
  private static final BigDecimal COST = new BigDecimal("0.10");
  private static final BigDecimal CAP = new BigDecimal("5");

  /** Forecast right, too high, and with a remainder that does not fit. */
  @ParameterizedTest
  @CsvSource({"0.10", "0.13", "0.17"})
  void neverPassTheCapByMoreThanOneCall(String forecast) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      int gone = storm(threads, forecast);

      assertThat(gone).isBetween(49, 51);
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  static int storm(ExecutorService threads, String forecast) throws Exception {
    BudgetBook book =
        new BudgetBook(
            java.time.Clock.fixed(BudgetBench.NOON, java.time.ZoneOffset.UTC),
            step -> {},
            HostSpending.NONE);
    BudgetBench bench = new BudgetBench(book, BudgetBench.daily("5"));
    CountDownLatch ready = new CountDownLatch(1);
    List<Future<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      Callable<Boolean> one =
          () -> {
            BudgetBench.Call call = bench.patient(forecast);
            ready.await();
            Ruling ruling = call.admit();
            if (ruling instanceof Ruling.Wait wait) {
              ruling = wait.then().toCompletableFuture().get(10, TimeUnit.SECONDS);
            }
            boolean goes = ruling instanceof Ruling.Go;
            if (goes) {
              call.costs(COST.toPlainString());
            }
            return goes;
          };
      calls.add(threads.submit(one));
    }
    ready.countDown();
    int gone = 0;
    for (Future<Boolean> call : calls) {
      gone += call.get(60, TimeUnit.SECONDS) ? 1 : 0;
    }
    BudgetSnapshot end = bench.only();
    assertThat(end.spent()).isEqualByComparingTo(COST.multiply(BigDecimal.valueOf(gone)));
    assertThat(end.spent()).isLessThanOrEqualTo(CAP.add(COST));
    assertThat(end.reserved()).isZero();
    assertThat(end.holds()).isZero();
    assertThat(end.waiting()).isZero();
    return gone;
  }

  @Test
  void refusesNobodyOnceItIsIdle() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try {
      BudgetBook book =
          new BudgetBook(
              java.time.Clock.fixed(BudgetBench.NOON, java.time.ZoneOffset.UTC),
              step -> {},
              HostSpending.NONE);
      BudgetBench bench = new BudgetBench(book, BudgetBench.daily("5"));
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        calls.add(
            threads.submit(
                () -> {
                  BudgetBench.Call call = bench.call("1.00");
                  if (call.goes()) {
                    call.passage.withdraw();
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get(60, TimeUnit.SECONDS);
      }

      assertThat(bench.only().reserved()).isZero();
      assertThat(bench.call("5.00").goes()).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }
}
