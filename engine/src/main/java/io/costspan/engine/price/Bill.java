// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Charges a usage at some rates, exactly: nothing is rounded but hours of audio, at the fortieth
 * decimal, where no rounding to 1e-12 can be swayed by it.
 */
final class Bill {

  private static final BigDecimal MILLIS_AN_HOUR = BigDecimal.valueOf(3_600_000);
  private static final int HOUR_SCALE = 40;

  /** What is charged beside the tokens, so that a missing rate makes the bill too low. */
  private static final Set<Unit> TOOLS =
      EnumSet.of(
          Unit.CITATION,
          Unit.WEB_SEARCH,
          Unit.FILE_SEARCH,
          Unit.SEARCH_QUERIES,
          Unit.SEARCH_UNITS,
          Unit.CODE_SESSIONS);

  private final EnumMap<Unit, BigDecimal> amounts = new EnumMap<>(Unit.class);
  private final StringJoiner doubts = new StringJoiner("; ");
  private boolean chargeable = true;

  private Bill() {}

  static Bill of(Buckets buckets, Rates rates, long minimumAudioMillis) {
    Bill bill = new Bill();
    boolean byTheHour =
        buckets.counts().containsKey(Unit.AUDIO_MILLIS) && rates.get(Unit.AUDIO_MILLIS) != null;
    for (Map.Entry<Unit, Long> bucket : buckets.counts().entrySet()) {
      Unit unit = bucket.getKey();
      long count = bucket.getValue();
      if (unit == Unit.AUDIO_MILLIS) {
        count = Math.max(count, minimumAudioMillis);
      }
      bill.charge(unit, count, rates, byTheHour);
    }
    BigDecimal request = rates.get(Unit.REQUESTS);
    if (request != null && !buckets.counts().containsKey(Unit.REQUESTS)) {
      bill.amounts.put(Unit.REQUESTS, amount(Unit.REQUESTS, 1, request));
    }
    bill.chargeable &= !bill.amounts.isEmpty() || buckets.counts().isEmpty();
    return bill;
  }

  private void charge(Unit unit, long count, Rates rates, boolean byTheHour) {
    Unit charged = unit;
    while (rates.get(charged) == null) {
      Unit parent = parent(charged, rates);
      if (parent == null) {
        missing(unit, byTheHour);
        return;
      }
      charged = parent;
    }
    if (charged != unit && isDearerThanParent(unit)) {
      doubts.add("approximate: " + name(unit) + " at the rate of " + name(charged));
    }
    BigDecimal rate = rates.get(charged);
    if (rate != null) {
      amounts.put(unit, amount(unit, count, rate));
    }
  }

  /** The unit whose rate applies where a unit has none: cached input is still input. */
  private static @Nullable Unit parent(Unit unit, Rates rates) {
    return switch (unit) {
      case CACHE_READ, CACHE_WRITE, INPUT_AUDIO, INPUT_IMAGE -> Unit.INPUT;
      case CACHE_WRITE_5M, CACHE_WRITE_1H -> Unit.CACHE_WRITE;
      case CACHE_READ_IMAGE ->
          rates.get(Unit.CACHE_READ) == null && rates.get(Unit.INPUT_IMAGE) != null
              ? Unit.INPUT_IMAGE
              : Unit.CACHE_READ;
      case CACHE_READ_AUDIO ->
          rates.get(Unit.CACHE_READ) == null && rates.get(Unit.INPUT_AUDIO) != null
              ? Unit.INPUT_AUDIO
              : Unit.CACHE_READ;
      case REASONING, OUTPUT_AUDIO, OUTPUT_IMAGE -> Unit.OUTPUT;
      case SEARCH_QUERIES -> Unit.WEB_SEARCH;
      default -> null;
    };
  }

  private static boolean isDearerThanParent(Unit unit) {
    return switch (unit) {
      case CACHE_WRITE_1H, INPUT_AUDIO, OUTPUT_AUDIO, OUTPUT_IMAGE -> true;
      default -> false;
    };
  }

  private void missing(Unit unit, boolean byTheHour) {
    if (Rates.isToken(unit)) {
      // a transcription charged by the hour may count tokens beside it; they cost nothing more
      chargeable &= byTheHour;
    } else if (TOOLS.contains(unit)) {
      doubts.add("approximate: without the fee for " + name(unit));
    }
  }

  private static BigDecimal amount(Unit unit, long count, BigDecimal rate) {
    BigDecimal product = rate.multiply(BigDecimal.valueOf(count));
    return switch (unit) {
      case AUDIO_MILLIS -> product.divide(MILLIS_AN_HOUR, HOUR_SCALE, RoundingMode.HALF_EVEN);
      case VIDEO_MILLIS,
          WEB_SEARCH,
          FILE_SEARCH,
          SEARCH_QUERIES,
          SEARCH_UNITS,
          CODE_SESSIONS,
          PAGES,
          IMAGES,
          REQUESTS ->
          product.movePointLeft(3);
      default -> product.movePointLeft(6);
    };
  }

  private static String name(Unit unit) {
    return unit.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Unrounded USD by unit charged. */
  Map<Unit, BigDecimal> amounts() {
    return amounts;
  }

  /** Whether everything that must have a rate has one. */
  boolean chargeable() {
    return chargeable;
  }

  /** What makes the bill approximate; {@code null} when nothing does. */
  @Nullable String doubt() {
    return doubts.length() == 0 ? null : doubts.toString();
  }
}
