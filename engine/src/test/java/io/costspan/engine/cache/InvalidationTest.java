// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.engine.cache.CacheHarness.Reply;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.cache.store.Pieces;
import io.costspan.engine.cache.store.StoredAnswer;
import io.costspan.engine.usage.Usage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
