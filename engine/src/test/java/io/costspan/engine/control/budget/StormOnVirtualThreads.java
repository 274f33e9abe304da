// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The storm of {@link BudgetThreadsTest}, each call on a virtual thread of its own. Not named as
 * tests are: the build runs it where there are such threads, on JDK 25.
 */
class StormOnVirtualThreads {

  @ParameterizedTest
  @CsvSource({"0.10", "0.13", "0.17"})
  void neverPassTheCapByMoreThanOneCall(String forecast) throws Exception {
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try {
      assertThat(BudgetThreadsTest.storm(threads, forecast)).isBetween(49, 51);
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
