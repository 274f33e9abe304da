// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Caller;
import io.costspan.engine.cache.key.KeyRecipe;
import io.costspan.engine.cache.replay.Pace;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A million calls of many tenants with many credentials, beside a plain map that says who may have
 * which answer. Every answer says whom it was given to.
 */
class ForeignAnswersTest {
  private static final int CALLS = 1_000_000;
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final String URL = "https://api.openai.com/v1/chat/completions";
  private static final Endpoint CHAT =
      new EndpointDetector().detect("POST", "api.openai.com", 443, URL);
  private static final String[] CREDENTIALS = {
    "Authorization", "authorization", "x-api-key", "api-key", "X-Corp-Auth", "Cookie"
  };
  private static final ResponseFacts DONE =
      new ResponseFacts(
          null,
          null,
          List.of("stop"),
          Usage.NONE,
          List.of(),
          null,
          null,
          null,
          null,
          null,
          false,
          List.of());

  private final Random random = new Random(42);
  private final Map<String, Long> model = new HashMap<>();
  private long nanos = 1;
  private final CacheRoom room =
      new CacheRoom(
          List.of(rule()),
          new CacheSize(1L << 30, 1 << 20),
          () -> new byte[32],
          Clock.systemUTC(),
          () -> nanos);
  private long hits;
  private long misses;

  @Test
  void nobodyEverGetsWhatAnotherCredentialOrTenantWasToldInAMillionCalls() {
    for (int i = 0; i < CALLS; i++) {
      int what = random.nextInt(10_000);
      if (what == 0) {
        nanos += TTL.toNanos() + 1;
      } else if (what == 1) {
        String tenant = "t" + random.nextInt(4);
        room.memory().remove(answer -> tenant.equals(answer.tags().get("tenant")));
        model.keySet().removeIf(who -> who.contains("|" + tenant + "|"));
      } else {
        call();
        nanos += 100_000;
      }
    }
    assertThat(hits).isGreaterThan(CALLS / 2);
    assertThat(misses).isGreaterThan(CALLS / 100);
  }

  private void call() {
    String tenant = "t" + random.nextInt(4);
    String header = CREDENTIALS[random.nextInt(CREDENTIALS.length)];
    String credential = "Bearer sk-" + random.nextInt(6);
    String version = random.nextBoolean() ? "v1" : "v2";
    boolean stream = random.nextInt(4) == 0;
    int prompt = random.nextInt(8);
    String who =
        header.toLowerCase(Locale.ROOT)
            + credential
            + "|"
            + tenant
            + "|"
            + version
            + (stream ? "|s|" : "|w|")
            + prompt;
    Passage passage = room.passage(arrival(header, credential, version, tenant));
    Ruling ruling = passage.admit(asked(tenant, stream, body(prompt, stream)));
    Long stored = model.get(who);
    boolean expected = stored != null && nanos - stored < TTL.toNanos();
    if (ruling instanceof Ruling.Local local) {
      hits++;
      String answered = new String(CacheHarness.read(local.answer().body()), UTF_8);
      if (!answered.equals(who) || !expected) {
        throw new AssertionError(who + " got what was said to " + answered);
      }
      return;
    }
    misses++;
    if (expected) {
      throw new AssertionError("what was said to " + who + " is not found again");
    }
    BodyTap tap = passage.respond(200, new ResponseHead(200, name -> null)).tap();
    tap.data(ByteBuffer.wrap(who.getBytes(UTF_8)));
    tap.end();
    passage.ended(DONE, true);
    model.put(who, nanos);
  }

  private Arrival arrival(String header, String credential, String version, String tenant) {
    return new Arrival(
        CHAT,
        "POST",
        URL,
        name -> null,
        to -> {
          to.accept(header, credential);
          to.accept("openai-beta", version);
          to.accept("x-request-id", Long.toHexString(random.nextLong()));
          to.accept("Content-Type", "application/json");
        },
        null,
        subject(tenant));
  }

  private static Subject subject(String tenant) {
    return new Subject(
        "openai", "gpt-4o", "chat", "api.openai.com", "app", null, Map.of("tenant", tenant));
  }

  private static Asked asked(String tenant, boolean stream, byte[] body) {
    RequestFacts facts =
        new RequestFacts(
            "gpt-4o", stream, null, null, null, null, null, null, null, null, null, null, List.of(),
            null, null, null);
    return new Asked(
        subject(tenant), facts, ByteBuffer.wrap(body), Caller.WAITS, () -> Forecast.UNKNOWN);
  }

  /** The same request is written in another way each time. */
  private byte[] body(int prompt, boolean stream) {
    List<String> members = new ArrayList<>();
    members.add("\"model\":\"gpt-4o\"");
    members.add("\"stream\": " + stream);
    members.add("\"messages\" :[{\"role\":\"user\", \"content\":\"say " + prompt + "\"}]");
    members.add("\"user\":\"u" + random.nextInt() + "\"");
    Collections.shuffle(members, random);
    return ("{" + String.join(random.nextBoolean() ? "," : " ,\n ", members) + "}").getBytes(UTF_8);
  }

  private static CacheRule rule() {
    return new CacheRule(
        "all",
        Match.ALL,
        TTL,
        CacheRule.Mode.ON,
        new KeyRecipe("all", false, List.of("tag.tenant"), List.of("user"), List.of(), Set.of()),
        false,
        false,
        null,
        Duration.ZERO,
        Pace.INSTANT,
        CacheRule.MAX_SIZE);
  }
}
