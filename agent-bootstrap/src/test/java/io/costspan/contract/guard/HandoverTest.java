// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private final ExecutorService pool = Executors.newCachedThreadPool();

  @Test
  void aPoolsThreadStartedForOneOfOursIsTheApplications() throws Exception {
    Thread worker = ranOn(new Handover(pool));
    assertThat(worker.getName()).startsWith("pool-");
    assertThat(OwnThreads.isOwn(worker)).isFalse();
    assertThat(worker.getContextClassLoader())
        .isSameAs(Thread.currentThread().getContextClassLoader());
    pool.shutdown();
  }

  @Test
  void whereTheWorkIsDoneAtOnceItIsDoneOnNoneOfOurs() throws Exception {
    assertThat(OwnThreads.isOwn(ranOn(new Handover(Runnable::run)))).isFalse();
  }

  @Test
  void anApplicationsThreadHandsOverItself() {
    Thread[] ran = new Thread[1];
    new Handover(work -> work.run()).execute(() -> ran[0] = Thread.currentThread());
    assertThat(ran[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void anExecutorThatWasShutDownIsReplaced() throws Exception {
    pool.shutdown();
    assertThat(OwnThreads.isOwn(ranOn(new Handover(pool)))).isFalse();
  }

  /** One that throws what it likes, as a wrapper of another framework may. */
  @Test
  void anExecutorThatFailsIsReplaced() throws Exception {
    Executor broken =
        work -> {
          throw new IllegalStateException("not started yet");
        };
    assertThat(OwnThreads.isOwn(ranOn(new Handover(broken)))).isFalse();
  }

  @Test
  void executorsThatKeepWhoeverComesKeepNobodyElse() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    Executor keeping = work -> awaitQuietly(released);
    Handover kept = new Handover(keeping);
    OwnThreads.newThread(
            "test",
            () -> {
              for (int i = 0; i < 100; i++) {
                kept.execute(() -> {});
              }
            })
        .start();
    try {
      assertThat(OwnThreads.isOwn(ranOn(new Handover(pool)))).isFalse();
      assertThat(OwnThreads.isOwn(ranOn(Handover.toJavasOwn()))).isFalse();
    } finally {
      released.countDown();
    }
  }

  @Test
  void aForeignThreadBringsItWithTheContextOfWhereItWasMade() throws Exception {
    Handover handover = new Handover(Runnable::run);
    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    Thread foreign =
        new Thread(
            () ->
                handover.execute(
                    () -> seen.complete(Thread.currentThread().getContextClassLoader())));
    foreign.setContextClassLoader(null);
    foreign.start();
    assertThat(seen.get(20, TimeUnit.SECONDS))
        .isNotNull()
        .isSameAs(Thread.currentThread().getContextClassLoader());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread ranOn(Executor executor) throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    OwnThreads.newThread("test", () -> executor.execute(() -> ran.complete(Thread.currentThread())))
        .start();
    return ran.get(20, TimeUnit.SECONDS);
  }
}
