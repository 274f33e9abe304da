// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a rule of the cache may say. */
public final class CacheFields extends RuleFields {
  private static final BooleanType SWITCH = new BooleanType();

  /** Which calls may be answered. */
  public static final Field<Patterns> MATCH =
      new Field<>(
          "match", new MatchType(), "", "Which calls may be answered; all where nothing is said.");

  /** How long an answer lasts. */
  public static final Field<Duration> TTL =
      new Field<>(
          "ttl",
          new DurationType(Duration.ofDays(366)),
          "",
          "How long an answer may be given again.");

  /** Whether the rule answers. */
  public static final Field<Mode> MODE =
      new Field<>(
          "mode",
          new ChoiceType<>(Mode.class),
          "on",
          "on answers; shadow sends every call, and reports what would have been answered and"
              + " whether it would have been the same.");

  /** Who shares answers. */
  public static final Field<Sharing> SCOPE =
      new Field<>(
          "scope",
          new ChoiceType<>(Sharing.class),
          "credential",
          "credential keeps the answers of each API key apart; shared gives anybody's answer to"
              + " everybody.");

  /** What else keeps answers apart. */
  public static final Field<List<Narrowing>> BY =
      new Field<>("by", new ListType<>(new NarrowingType()), "", "What else keeps answers apart.");

  /** Members of the body that do not count. */
  public static final Field<List<String>> IGNORE =
      new Field<>(
          "ignore",
          new ListType<>(new TextType("a member of the request's body, for instance user")),
          "",
          "Members at the top of the request's body that make no difference to the answer.");

  /** Headers that do not count. */
  public static final Field<List<String>> IGNORE_HEADERS =
      new Field<>(
          "ignore-headers",
          new ListType<>(new TextType("a header's name")),
          "",
          "Headers that would keep answers apart and need not.");

  /** What of the last user text does not count. */
  public static final Field<Set<Normalising>> NORMALISE =
      new Field<>(
          "normalise",
          new JoinedChoicesType<>(Normalising.class),
          "",
          "What makes no difference in the last user text: white space around it, upper and lower"
              + " case, how much white space stands between words.");

  /** Whether answers that call tools are kept. */
  public static final Field<Boolean> TOOLS =
      new Field<>("tools", SWITCH, "false", "Whether answers that call tools are kept, too.");

  /** Which temperatures. */
  public static final Field<Temperature> TEMPERATURE =
      new Field<>(
          "temperature",
          new TemperatureType(),
          "any",
          "0 keeps only answers to requests that ask for a temperature of 0.");

  /** Whether identical calls in flight share one answer. */
  public static final Field<Boolean> JOIN =
      new Field<>(
          "join",
          SWITCH,
          "true",
          "Whether a call that is the same as one in flight waits for that one's answer.");

  /** How long a call waits for another's answer to begin. */
  public static final Field<Duration> JOIN_WAIT =
      new Field<>(
          "join-wait",
          new DurationType(Duration.ofMinutes(10)),
          "30s",
          "How long it waits for that answer to begin before it goes out itself.");

  /** How long past its time an answer is given where the provider fails. */
  public static final Field<Duration> STALE_IF_ERROR =
      new Field<>(
          "stale-if-error",
          new DurationType(Duration.ofDays(366)),
          "0ms",
          "How long past its time an answer may be given where the provider cannot be reached or"
              + " answers 429 or 5xx.");

  /** How fast a stream is given again. */
  public static final Field<Pace> PACE =
      new Field<>(
          "pace",
          new ChoiceType<>(Pace.class),
          "instant",
          "How fast a streamed answer is given again: at once, or as it came.");

  /** The largest answer that is kept, in bytes. */
  public static final Field<Long> MAX_SIZE =
      new Field<>("max-size", new SizeType(1024), "1MB", "The largest answer that is kept.");

  static final CacheFields TABLE = new CacheFields();

  /** Whether a rule answers. */
  public enum Mode {
    /** It does. */
    ON,
    /** It looks on. */
    SHADOW
  }

  /** Who shares answers. */
  public enum Sharing {
    /** Those with the same API key. */
    CREDENTIAL,
    /** Everybody. */
    SHARED
  }

  /** What makes no difference in a text. */
  public enum Normalising {
    /** White space around it. */
    TRIM,
    /** Upper and lower case. */
    CASE,
    /** How much white space stands between words. */
    SPACE
  }

  /** Which temperatures a request may ask for. */
  public enum Temperature {
    /** Any, or none. */
    ANY,
    /** 0. */
    ZERO
  }

  /** How fast a stream is given again. */
  public enum Pace {
    /** At once. */
    INSTANT,
    /** As it came. */
    RECORDED
  }

  private CacheFields() {}

  @Override
  public String word() {
    return "cache rule";
  }

  @Override
  public List<Field<?>> all() {
    return List.of(
        MATCH,
        TTL,
        MODE,
        SCOPE,
        BY,
        IGNORE,
        IGNORE_HEADERS,
        NORMALISE,
        TOOLS,
        TEMPERATURE,
        JOIN,
        JOIN_WAIT,
        STALE_IF_ERROR,
        PACE,
        MAX_SIZE);
  }

  @Override
  void check(Section rule, Consumer<String> problem) {
    Duration ttl = rule.find(TTL);
    if (ttl == null || ttl.isZero()) {
      problem.accept("has no ttl; accepted: a duration of more than 0 such as 10m, 1h, 30d");
    }
    if (rule.says(JOIN_WAIT) && !rule.get(JOIN)) {
      problem.accept("has a join-wait, and join is false");
    }
  }
}
