// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.cache.CacheHarness;
import io.costspan.engine.cache.CacheHarness.Reply;
import io.costspan.engine.live.Board;
import io.costspan.engine.live.JmxBoard;
import io.costspan.engine.live.Operation;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.passage.Handling;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a file, past the meter and the cache like an application's. */
class WarmRunTest {
  private static final String HI = ask("Hi");
  private static final String BYE = ask("Bye");

  private final CacheHarness app = new CacheHarness(CacheHarness.anHour());
  private final List<Integer> sent = new ArrayList<>();
  @TempDir private Path dir;

  @Test
  void whatIsMadeIsAnsweredFromTheCacheFromThenOn() throws IOException {
    WarmRun run = run(this::metered, line(HI), line(BYE), line(HI));
    run.run();

    assertThat(sent).containsExactly(1, 2);
    assertThat(run.row())
        .containsEntry("state", "done")
        .containsEntry("requests", 3)
        .containsEntry("made", 2)
        .containsEntry("skipped", 1)
        .containsEntry("errors", 0)
        .doesNotContainKey("last_error");
    assertThat(app.call(HI).local()).isTrue();
    assertThat(app.call(BYE).local()).isTrue();
    assertThat(app.sent()).isEqualTo(2);
  }

  @Test
  void whatFillsTheCacheIsTaggedAndSavesNothingItself() throws IOException {
    run(this::metered, line(HI)).run();
    app.call(CacheHarness.OPENAI, warm(), HI, Reply.json(CacheHarness.ANSWER));

    List<PricedCall> calls = app.settle();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).call().handling().action()).isEqualTo(Handling.Action.SENT);
    assertThat(calls.get(0).call().handling().tags()).containsEntry("costspan.warm", "all");
    assertThat(calls.get(1).call().handling().action()).isEqualTo(Handling.Action.HIT);
    assertThat(app.room().counts().of("all").saved()).isZero();
  }

  @Test
  void failuresAreToldAndTenInARowAreEnough() throws IOException {
    String[] lines = new String[20];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line(ask("Question " + i));
    }
    WarmRun run =
        run(
            call -> {
              metered(call, Reply.json("{}").status(429));
              if (call.request().line() % 2 == 0) {
                throw new IOException("connection reset");
              }
              return 429;
            },
            lines);
    run.run();

    assertThat(run.row())
        .containsEntry("made", 10)
        .containsEntry("errors", 10)
        .containsEntry("last_error", "line 10: connection reset")
        .containsEntry("state", "stopped: 10 calls failed one after the other");
  }

  @Test
  void nothingMoreIsPaidForWhenTheCallsAreNotSeen() throws IOException {
    WarmRun run = run(call -> 200, line(HI), line(BYE));
    run.run();

    assertThat(run.row().get("made")).isEqualTo(1);
    assertThat((String) run.row().get("state")).contains("does not see these calls");
  }

  @Test
  void theCostIsSaidWithoutMakingAnyCall() throws IOException {
    app.call(BYE);
    Board board = board(this::metered);
    String file =
        file(
            line(HI),
            line(HI),
            line(BYE),
            line(ask("Other").replace("gpt-4o", "unknown")),
            line(HI).replace("Bearer", "").replace("sk-a", ""));

    assertThat(board.perform("warm-cost", Map.of("file", file), "me"))
        .isEqualTo(
            "5 requests: 1 cached already, 1 there more than once, 1 whose answers would not be"
                + " kept (line 5: no-credential); 2 to be made may cost 0.0200 USD, 0.005 of it for"
                + " the prompts, 1 of them at a price that is not known");
    assertThat(app.sent()).isEqualTo(1);
  }

  @Test
  void whatIsNoCallToAModelIsNotMade() throws IOException {
    String file = file(line(HI), line(HI).replace("api.openai.com/v1/chat/completions", "x.org/y"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> board(this::metered).perform("warm-cost", Map.of("file", file), "me"))
        .withMessage("line 2 is no call to a model");
  }

  @Test
  void oneFileAtATimeIsMadeOnAThreadOfItsOwn() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    Board board =
        board(
            call -> {
              go.await();
              threads.add(Thread.currentThread());
              int status = metered(call);
              over.countDown();
              return status;
            });
    Map<String, String> file = Map.of("file", file(line(HI)));

    assertThat(board.perform("warm", file, "me")).startsWith("began to make 1 requests");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> board.perform("warm", file, "me"))
        .withMessageContaining("already");
    go.countDown();
    over.await();
    threads.get(0).join(5_000);

    assertThat(OwnThreads.isOwn(threads.get(0))).isFalse();
    List<Map<String, Object>> rows = board.rows("cache");
    assertThat(rows.get(rows.size() - 1))
        .containsEntry("rule", "(warming)")
        .containsEntry("state", "done")
        .containsEntry("made", 1);
    assertThat(app.call(HI).local()).isTrue();
  }

  @Test
  void nobodyCanHaveAFileReadOverJmx() {
    Board board = board(this::metered);
    assertThat(board.operations())
        .extracting(Operation::name)
        .containsExactlyInAnyOrder("warm", "warm-cost");
    assertThat(new JmxBoard(board).getMBeanInfo().getOperations()).isEmpty();
  }

  private WarmRun run(WarmSender sender, String... lines) throws IOException {
    List<WarmRequest> requests = WarmFile.read(file(lines), name -> null);
    return new WarmRun(
        "requests.jsonl", requests, app.room(), app.rehearsals(Forecaster.NONE), () -> sender);
  }

  private Board board(WarmSender sender) {
    Board board = new Board();
    BigDecimal usd = new BigDecimal("0.0200");
    Forecaster forecaster =
        (endpoint, who, facts, tokens) ->
            "gpt-4o".equals(who.model())
                ? new Forecast(tokens.getAsLong(), 100, usd, new BigDecimal("0.005"))
                : Forecast.UNKNOWN;
    new WarmDesk(app.room(), () -> app.rehearsals(forecaster), name -> null, () -> sender)
        .onto(board);
    return board;
  }

  private int metered(WarmCall call) {
    return metered(call, Reply.json(CacheHarness.ANSWER));
  }

  private int metered(WarmCall call, Reply reply) {
    sent.add(call.request().line());
    String body = call.request().body();
    return app.call(call.request().url().toString(), call.headers(), body, reply).status();
  }

  private String file(String... lines) throws IOException {
    return Files.write(dir.resolve("requests.jsonl"), List.of(lines)).toString();
  }

  private static Map<String, String> warm() {
    return Map.of("Authorization", "Bearer sk-a", "x-costspan-warm", "all");
  }

  private static String line(String body) {
    return "{\"url\":\""
        + CacheHarness.OPENAI
        + "\",\"headers\":{\"Authorization\":\"Bearer sk-a\",\"Content-Type\":\"application/json\"},"
        + "\"body\":"
        + body
        + "}";
  }

  private static String ask(String text) {
    return "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
  }
}
