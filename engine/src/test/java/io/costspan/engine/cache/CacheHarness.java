// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.Call;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.meter.CallerTags;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Guidance;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.Rehearsals;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.meter.TraceLinks;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.EndpointDetector;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An application under a meter with a cache, and the provider it calls. */
public final class CacheHarness {
  public static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  public static final String ANSWER =
      """
      {"id":"c1","object":"chat.completion","model":"gpt-4o-2024-08-06","choices":[{"index":0,\
      "message":{"role":"assistant","content":"Hello","refusal":null},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}""";

  static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          for (Map.Entry<String, String> header : message.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
              return header.getValue();
            }
          }
          return null;
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };

  final CacheRoom room;
  final List<PricedCall> settled = new CopyOnWriteArrayList<>();
  final Settler settler = new Settler(1000);
  private final Meter meter;
  private long nanos = 1;
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private int sent;

  public CacheHarness(CacheRule... rules) {
    this(StreamUsageMode.NEVER, rules);
  }

  CacheHarness(StreamUsageMode mode, CacheRule... rules) {
    room =
        new CacheRoom(List.of(rules), CacheSize.DEFAULT, () -> new byte[32], clock(), () -> nanos);
    meter =
        new Meter(
            new EndpointDetector()::detect,
            settler,
            new Fingerprint(new byte[16]),
            new TraceLinks(traceId -> true),
            () -> null,
            false,
            clock(),
            new StreamUsage(mode),
            new Guidance(room, Forecaster.NONE, "app", new HeaderTags()));
  }

  /** A rule for all calls, an hour. */
  public static CacheRule anHour() {
    return CacheRule.of("all", Match.ALL, Duration.ofHours(1));
  }

  /** An hour, and two more where the provider fails. */
  static CacheRule staleIfError() {
    return staleIfError(null);
  }

  /** As above, with calls that wait for their like. */
  static CacheRule staleIfError(@Nullable Duration joinWait) {
    CacheRule rule = anHour();
    return new CacheRule(
        "stale",
        Match.ALL,
        rule.ttl(),
        rule.mode(),
        rule.recipe(),
        false,
        false,
        joinWait,
        Duration.ofHours(2),
        rule.pace(),
        rule.maxSize());
  }

  /** The cache. */
  public CacheRoom room() {
    return room;
  }

  /** What the controls would be told of calls of this application. */
  public Rehearsals rehearsals(Forecaster forecaster) {
    return new Rehearsals(
        new EndpointDetector()::detect,
        new Fingerprint(new byte[16]),
        new Guidance(room, forecaster, "app", new HeaderTags()));
  }

  /** Lets time pass. */
  void pass(Duration time) {
    nanos += time.toNanos();
    now = now.plus(time);
  }

  /** How often the provider was asked. */
  public int sent() {
    return sent;
  }

  /** Settles everything that has ended, and gives it. */
  public List<PricedCall> settle() {
    settler.start(
        queries -> {
          BigDecimal usd = new BigDecimal("0.25");
          return new Cost(CostState.PRICED, usd, usd, Map.of(), "openai/x", "exact", "test", null);
        },
        List.of(room.savings(), settled::add));
    if (!settler.drain(5000)) {
      throw new AssertionError("not settled within five seconds");
    }
    return settled;
  }

  /** A call as most are. */
  public Got call(String body) {
    return call(Map.of("Authorization", "Bearer sk-a"), body, Reply.json(ANSWER));
  }

  public Got call(Map<String, String> headers, String body, Reply provider) {
    return call(OPENAI, headers, body, provider);
  }

  /** A call as an application makes it, answered by the provider unless it is answered before. */
  public Got call(String url, Map<String, String> headers, String body, Reply provider) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    URI uri = URI.create(url);
    int port = uri.getPort() < 0 ? 443 : uri.getPort();
    Call call = meter.open("POST", uri.getHost(), port, url, all, HEADERS);
    if (call == null) {
      throw new AssertionError("none of ours: " + url);
    }
    Verdict verdict = call.admit(ByteBuffer.wrap(body.getBytes(UTF_8)).asReadOnlyBuffer());
    if (verdict instanceof Verdict.Later later) {
      verdict = later.verdict().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    }
    if (verdict instanceof Verdict.Answer answer) {
      return Got.of(true, answer.status(), headers(answer), read(answer.body()));
    }
    sent++;
    Reaction reaction = call.respond(provider.status(), provider.headers(), HEADERS, null);
    if (reaction.instead() instanceof Verdict.Answer stale) {
      return Got.of(true, stale.status(), headers(stale), read(stale.body()));
    }
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    for (String piece : provider.pieces()) {
      ByteBuffer bytes = ByteBuffer.wrap(piece.getBytes(UTF_8)).asReadOnlyBuffer();
      ByteBuffer own =
          reaction.filter() == null ? bytes : reaction.filter().filter(bytes.duplicate());
      byte[] copy = new byte[own.remaining()];
      own.duplicate().get(copy);
      got.writeBytes(copy);
      reaction.tap().data(bytes);
      pass(provider.between());
    }
    if (reaction.filter() != null && provider.ends()) {
      ByteBuffer own = reaction.filter().finish();
      byte[] copy = new byte[own.remaining()];
      own.get(copy);
      got.writeBytes(copy);
    }
    if (provider.ends()) {
      reaction.tap().end();
    } else {
      reaction.tap().abort(null);
    }
    return Got.of(false, provider.status(), provider.headers(), got.toByteArray());
  }

  /** A call that is under way, for tests that take its steps themselves. */
  Call begin() {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer sk-a", "Content-Type", "application/json");
    Call call = meter.open("POST", "api.openai.com", 443, OPENAI, headers, HEADERS);
    if (call == null) {
      throw new AssertionError("none of ours");
    }
    return call;
  }

  static byte[] read(AnswerBody body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (body) {
      while (true) {
        ByteBuffer piece = body.next().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        if (piece == null) {
          return all.toByteArray();
        }
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        all.writeBytes(bytes);
      }
    }
  }

  private static Map<String, String> headers(Verdict.Answer answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    return headers;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  /**
   * What the application got.
   *
   * @param local whether the provider was not asked
   * @param raw a character for each byte
   */
  public record Got(boolean local, int status, Map<String, String> headers, String raw) {
    static Got of(boolean local, int status, Map<String, String> headers, byte[] bytes) {
      return new Got(local, status, headers, new String(bytes, ISO_8859_1));
    }

    byte[] bytes() {
      return raw.getBytes(ISO_8859_1);
    }

    String text() {
      return new String(bytes(), UTF_8);
    }
  }

  /**
   * What a provider answers.
   *
   * @param between time after each piece
   * @param ends whether the application reads to the end
   */
  public record Reply(
      int status,
      Map<String, String> headers,
      List<String> pieces,
      Duration between,
      boolean ends) {
    public static Reply json(String body) {
      return new Reply(
          200,
          Map.of("Content-Type", "application/json", "X-Request-Id", "r1", "Set-Cookie", "a=b"),
          List.of(body),
          Duration.ZERO,
          true);
    }

    static Reply events(String... events) {
      return new Reply(
          200, Map.of("Content-Type", "text/event-stream"), List.of(events), Duration.ZERO, true);
    }

    public Reply status(int other) {
      return new Reply(other, headers, pieces, between, ends);
    }

    Reply left() {
      return new Reply(status, headers, pieces, between, false);
    }

    Reply every(Duration time) {
      return new Reply(status, headers, pieces, time, ends);
    }
  }

  private static final class HeaderTags implements CallerTags {
    @Override
    public Map<String, String> ofThread() {
      return Map.of();
    }

    @Override
    public Map<String, String> ofRequest(Function<String, @Nullable String> header) {
      String tenant = header.apply("x-tenant");
      return tenant == null ? Map.of() : Map.of("tenant", tenant);
    }
  }
}
