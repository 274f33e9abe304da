// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepNewsTest {
  @TempDir Path directory;

  @Test
  void tellsEverybodyThoughOneOfThemFails() {
    List<String> told = new CopyOnWriteArrayList<>();
    StepNews news =
        new StepNews(
            StepClaims.ALONE,
            List.of(
                step -> {
                  throw new IllegalStateException("listener");
                },
                step -> told.add("metric " + step.percent())),
            step -> told.add("webhook"),
            step -> told.add("command"));

    news.accept(step("http://x", List.of("true")));
    news.flush(10_000);
    assertThat(told).containsExactly("metric 80", "webhook", "command");

    news.accept(step(null, List.of()));
    news.flush(10_000);
    assertThat(told).hasSize(4).endsWith("metric 80");
  }

  @Test
  void leavesTellingToAnotherProcessThatHasClaimedTheStep() {
    List<String> told = new CopyOnWriteArrayList<>();
    StepNews news =
        new StepNews(
            step -> step.rule().webhook() == null,
            List.of(step -> told.add("metric")),
            step -> told.add("webhook"),
            step -> told.add("command"));

    news.accept(step("http://x", List.of("true")));
    news.accept(step(null, List.of("true")));
    news.flush(10_000);

    assertThat(told).containsExactly("metric", "command");
  }

  @Test
  void doesNotWaitForSlowListenersAndStaysBounded() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    StepNews news =
        new StepNews(
            StepClaims.ALONE,
            List.of(
                step -> {
                  try {
                    open.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  told.add("one");
                }),
            step -> {},
            step -> {});
    for (int i = 0; i < 1_000; i++) {
      news.accept(step(null, List.of()));
    }
    open.countDown();
    news.flush(10_000);

    assertThat(told).hasSizeBetween(200, 202);
  }

  @Test
  void aServerThatDoesNotAnswerKeepsNobodyElseFromBeingTold() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    CountDownLatch rest = new CountDownLatch(3);
    StepNews news =
        new StepNews(
            StepClaims.ALONE,
            List.of(
                step -> {
                  told.add("here " + step.budget());
                  rest.countDown();
                }),
            step -> {
              if (step.budget().equals("slow")) {
                await(open);
              }
              told.add("webhook " + step.budget());
              rest.countDown();
            },
            step -> {});

    news.accept(step("slow", "http://x", List.of()));
    news.accept(step("quick", "http://x", List.of()));

    assertThat(rest.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(told).containsExactlyInAnyOrder("here slow", "here quick", "webhook quick");
    open.countDown();
    news.flush(10_000);
    assertThat(told).hasSize(4).endsWith("webhook slow");
  }

  @Test
  void aFlushThatIsCutShortReturnsInTime() {
    CountDownLatch open = new CountDownLatch(1);
    StepNews news = new StepNews(StepClaims.ALONE, List.of(), step -> await(open), step -> {});
    news.accept(step("http://x", List.of()));

    long begin = System.nanoTime();
    news.flush(50);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    open.countDown();
    news.flush(10_000);
  }

  @Test
  void postsWhatWasReachedAsJson() throws IOException {
    try (Hook hook = new Hook(200)) {
      webhook().accept(step(hook.address(), List.of()));

      assertThat(hook.bodies).hasSize(1);
      assertThat(hook.bodies.get(0))
          .contains("\"text\":\"[costspan] shop: budget 'daily' for 'search' reached its 80% step")
          .contains("\"budget\":\"daily\"")
          .contains("\"spent\":\"16.01\"")
          .contains("\"limit\":\"20\"")
          .contains("\"percent\":\"80\"");
    }
  }

  @Test
  void postsOnceMoreWhenTheServerFails() throws IOException {
    try (Hook hook = new Hook(500)) {
      webhook().accept(step(hook.address(), List.of()));

      assertThat(hook.bodies).hasSize(2);
    }
  }

  @Test
  void givesUpAServerWhoseAnswerNeverEnds() throws Exception {
    try (Hook hook = new Hook(Hook.ENDLESS)) {
      Thread telling = new Thread(() -> webhook().accept(step(hook.address(), List.of())));
      telling.setDaemon(true);
      telling.start();
      telling.join(20_000);

      assertThat(telling.isAlive()).as("it still waits, and so would all that is told").isFalse();
      assertThat(hook.bodies).as("tried again").hasSize(2);
    }
  }

  @Test
  void goesOnTellingAfterAnError() {
    List<String> told = new CopyOnWriteArrayList<>();
    StepNews news =
        new StepNews(
            StepClaims.ALONE,
            List.of(
                step -> {
                  throw new AssertionError("listener");
                }),
            step -> {},
            step -> told.add("command"));
    news.accept(step(null, List.of("true")));
    news.accept(step(null, List.of("true")));
    news.flush(10_000);

    assertThat(told).hasSize(2);
  }

  @Test
  void aStepThatCannotBeClaimedByAnErrorIsToldAndSoIsTheNext() {
    List<String> told = new CopyOnWriteArrayList<>();
    StepNews news =
        new StepNews(
            step -> {
              throw new StackOverflowError("claims");
            },
            List.of(step -> told.add("metric")),
            step -> {},
            step -> {});
    news.accept(step(null, List.of()));
    news.accept(step(null, List.of()));
    news.flush(10_000);

    assertThat(told).hasSize(2);
  }

  @Test
  void aFlushLeavesHalfOfItsTimeToOthersWhereAServerDoesNotAnswer() {
    CountDownLatch open = new CountDownLatch(1);
    StepNews news = new StepNews(StepClaims.ALONE, List.of(), step -> await(open), step -> {});
    news.accept(step("http://x", List.of()));

    long begin = System.nanoTime();
    news.flush(2_000);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(500), Duration.ofMillis(1_900));
    open.countDown();
    news.flush(10_000);
  }

  @Test
  void runsTheCommandWithWhatWasReachedInItsEnvironment() throws IOException {
    Path out = directory.resolve("out");
    new StepCommand("shop")
        .accept(
            step(
                null,
                List.of(
                    "sh",
                    "-c",
                    "echo $COSTSPAN_BUDGET $COSTSPAN_SCOPE $COSTSPAN_PERCENT $COSTSPAN_SPENT"
                        + " $COSTSPAN_LIMIT > \"$0\"",
                    out.toString())));

    assertThat(Files.readString(out)).isEqualTo("daily search 80 16.01 20\n");
  }

  @Test
  void stopsACommandThatTakesTooLong() {
    long begin = System.nanoTime();
    new StepCommand("shop", Duration.ofMillis(200)).accept(step(null, List.of("sleep", "60")));
    new StepCommand("shop").accept(step(null, List.of("/no/such/program")));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
  }

  private static void await(CountDownLatch open) {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static StepWebhook webhook() {
    return new StepWebhook("shop", Duration.ZERO, Duration.ofSeconds(2));
  }

  private static StepReached step(@Nullable String webhook, List<String> command) {
    return step("daily", webhook, command);
  }

  private static StepReached step(String budget, @Nullable String webhook, List<String> command) {
    return new StepReached(
        RuleBuilder.of(budget, BudgetUnit.USD, "20").webhook(webhook).command(command).build(),
        "search",
        new BigDecimal("80"),
        List.of(new NotifyAction()),
        new BigDecimal("20"),
        new BigDecimal("16.01"),
        BigDecimal.ZERO,
        BudgetBench.NOON,
        BudgetBench.NOON,
        Instant.EPOCH,
        Instant.EPOCH,
        OffsetDateTime.parse("2026-06-02T00:00:00Z"));
  }

  /** Somebody who is told. */
  private static final class Hook implements AutoCloseable {
    /** Begins an answer and never ends it. */
    static final int ENDLESS = 0;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Hook(int status) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            bodies.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(
                status == ENDLESS ? 200 : status, status == ENDLESS ? 1_000 : -1);
            if (status != ENDLESS) {
              exchange.close();
            }
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
