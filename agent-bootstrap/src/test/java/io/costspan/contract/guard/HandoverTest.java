// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.CompletableFuture;
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

  private static Thread ranOn(Executor executor) throws Exception {
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    OwnThreads.newThread("test", () -> executor.execute(() -> ran.complete(Thread.currentThread())))
        .start();
    return ran.get(20, TimeUnit.SECONDS);
  }
}
