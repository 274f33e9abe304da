// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.cache.CacheHarness.Reply;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.store.DiskStore;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.cache.store.Pieces;
import io.costspan.engine.cache.store.StoredAnswer;
import io.costspan.engine.cache.store.Timer;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken out does not come back by what was on its way. */
class InvalidationTest {
  private static final String HI =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);

  private final CacheHarness app = new CacheHarness(CacheHarness.anHour());

  @Test
  void anAnswerThatWasOnItsWayIsNotKept() {
    Call call = app.begin();
    call.admit(ByteBuffer.wrap(HI.getBytes(UTF_8)).asReadOnlyBuffer());
    BodyTap tap = call.respond(200, Reply.json("").headers(), CacheHarness.HEADERS, null).tap();
    tap.data(ByteBuffer.wrap(CacheHarness.ANSWER.getBytes(UTF_8)));
    app.room.desk().invalidate(answer -> answer.provider().equals("openai"));
    tap.end();

    assertThat(app.call(HI).local()).isFalse();
    assertThat(app.room.counts().of("all").get(NotCached.INVALIDATED)).isEqualTo(1);
    assertThat(app.call(HI).local()).as("what came later is kept").isTrue();
  }

  @Test
  void anAnswerThatWasOnItsWayFromTheDiskIsNotGiven() {
    Found found = new Found(answer(), Duration.ofSeconds(1));
    long since = app.room.invalidations().count();
    app.room.desk().invalidate(answer -> answer.rule().equals("other"));
    assertThat(app.room.promote(KEY, found, since)).isTrue();
    assertThat(app.room.memory().find(KEY)).isNotNull();

    app.room.desk().invalidate(answer -> answer.rule().equals("all"));
    assertThat(app.room.promote(KEY, found, since)).isFalse();
    assertThat(app.room.memory().find(KEY)).isNull();
    assertThat(app.room.promote(KEY, found, app.room.invalidations().count())).isTrue();
  }

  @Test
  void anAnswerThatIsTakenOutStandsInForNothingAnyMore() {
    CacheHarness past = new CacheHarness(CacheHarness.staleIfError());
    past.call(HI);
    past.pass(Duration.ofHours(2));
    Call failed = past.begin();
    failed.admit(bytes(HI));
    Call refused = past.begin();
    refused.admit(bytes(HI));
    assertThat(failed.mayReplaceAnswer()).isTrue();
    past.room.desk().invalidate(answer -> answer.rule().equals("stale"));

    assertThat(failed.mayReplaceAnswer()).isFalse();
    assertThat(respond(failed, 503).instead()).isNull();
    assertThat(refused.fail(new IOException("connection refused"))).isNull();
  }

  @Test
  void norForThoseWhoWaitForTheOneThatWasToHaveIt() throws Exception {
    CacheHarness past = new CacheHarness(CacheHarness.staleIfError(Duration.ofSeconds(30)));
    past.call(HI);
    past.pass(Duration.ofHours(2));
    Call leader = past.begin();
    leader.admit(bytes(HI));
    CompletableFuture<Verdict> waiting =
        ((Verdict.Later) past.begin().admit(bytes(HI))).verdict().toCompletableFuture();
    past.room.desk().invalidate(answer -> answer.rule().equals("stale"));

    assertThat(leader.fail(new IOException("connection refused"))).isNull();
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isInstanceOf(Verdict.Send.class);
  }

  @Test
  void whoIsRescuedLooksWhetherItWasTakenOutSince() throws Exception {
    CacheHarness past = new CacheHarness(CacheHarness.staleIfError(Duration.ofSeconds(30)));
    past.call(HI);
    past.pass(Duration.ofHours(2));
    Call leader = past.begin();
    leader.admit(bytes(HI));
    CompletableFuture<Verdict> waiting =
        ((Verdict.Later) past.begin().admit(bytes(HI))).verdict().toCompletableFuture();
    CountDownLatch taken = new CountDownLatch(1);
    past.room.timer().soon(() -> await(taken)); // who waits is told after this

    assertThat(leader.fail(new IOException("connection refused")))
        .isInstanceOf(Verdict.Answer.class);
    past.room.desk().invalidate(answer -> answer.rule().equals("stale"));
    taken.countDown();
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isInstanceOf(Verdict.Send.class);
  }

  @Test
  void memoryIsEmptiedWhateverBecomesOfTheDisk(@TempDir Path home) {
    Timer timer = new Timer();
    CacheRoom room =
        new CacheRoom(
            List.of(),
            CacheSize.DEFAULT,
            new DiskStore(home, 1 << 20, () -> new byte[32], new NoClock(), timer),
            timer,
            () -> new byte[32],
            Clock.systemUTC(),
            System::nanoTime);
    assertThat(room.promote(KEY, new Found(answer(), Duration.ZERO), room.invalidations().count()))
        .isTrue();

    assertThatThrownBy(() -> room.desk().invalidate(answer -> true)).hasMessage("no clock");
    assertThat(room.memory().find(KEY)).isNull();
  }

  private static Reaction respond(Call call, int status) {
    return call.respond(status, Reply.json("").headers(), CacheHarness.HEADERS, null);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static StoredAnswer answer() {
    return new StoredAnswer(
        "all",
        "openai",
        "m",
        "chat",
        Map.of(),
        200,
        List.of(),
        false,
        Pieces.of("hello".getBytes(UTF_8)),
        Usage.NONE,
        Instant.EPOCH,
        Duration.ofHours(1),
        Duration.ZERO);
  }

  private static final class NoClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new IllegalStateException("no clock");
    }
  }
}
