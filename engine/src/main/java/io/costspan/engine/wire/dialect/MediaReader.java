// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static io.costspan.engine.wire.dialect.UsageTally.UNSAID;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of pictures, sound, video and pages share: the names of fields, the last usage
 * object, and the cost a provider states. A reader says what of it is billed. Not thread-safe.
 */
abstract class MediaReader extends ResponseReader<MediaKey> {
  private static final int TICKS_TO_USD = 10;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** Of seconds before the decimal point; more are no length of anything. */
  private static final int MOST_DIGITS = 12;

  final UsageTally<MediaKey> tally = new UsageTally<>(MediaKey.class);

  MediaReader(Endpoint endpoint, RequestFacts request, ResponseHead head) {
    super(MediaKey.KEYS, endpoint, request, head);
  }

  /** What was billed, of an answer that is no failure. */
  abstract void bill(Usage.Builder usage);

  @Override
  public void start(MediaKey key) {
    switch (key) {
      case USAGE -> tally.open();
      case ERROR -> error().seen();
      default -> {}
    }
  }

  @Override
  public void end(MediaKey key) {
    if (key == MediaKey.USAGE) {
      tally.close();
    }
  }

  @Override
  public void text(MediaKey key, String value) {
    switch (key) {
      case ID, NAME -> id = value.isEmpty() ? id : value;
      case MODEL -> model = value.isEmpty() ? model : value;
      case SERVICE_TIER -> serviceTier = value;
      case ERROR -> error().seen();
      case ERROR_CODE -> error().code(value);
      case ERROR_TYPE -> error().type(value);
      case TOP_CODE -> {
        if (failed()) {
          error().code(value);
        }
      }
      default -> {}
    }
  }

  @Override
  public void count(MediaKey key, long value) {
    switch (key) {
      case ERROR_CODE -> error().number(value);
      case COST_TICKS -> {
        if (value > 0) {
          providerUsd = BigDecimal.valueOf(value, TICKS_TO_USD);
        }
      }
      case INPUT, INPUT_IMAGE, INPUT_AUDIO, CACHED, OUTPUT, OUTPUT_IMAGE, OUTPUT_TEXT, TOTAL ->
          tally.put(key, value);
      default -> {}
    }
  }

  @Override
  public void decimal(MediaKey key, BigDecimal value) {
    switch (key) {
      case BILLED_SECONDS -> tally.put(key, millis(value));
      case COST -> providerUsd = value.signum() < 0 ? providerUsd : value;
      default -> {}
    }
  }

  @Override
  public void mark(MediaKey key) {
    content();
  }

  @Override
  List<String> finishReasons() {
    return List.of();
  }

  @Override
  final Usage usage() {
    if (failed()) {
      return Usage.NONE;
    }
    Usage.Builder usage = Usage.builder();
    bill(usage);
    return usage.build();
  }

  /** Says the token counts that every one of these APIs has in common. */
  final void billTokens(Usage.Builder usage) {
    long input = tally.get(MediaKey.INPUT);
    long cached = tally.get(MediaKey.CACHED);
    usage
        .set(Unit.INPUT, input)
        .set(Unit.CACHE_READ, input >= 0 ? Math.min(cached, input) : cached)
        .set(Unit.OUTPUT, tally.get(MediaKey.OUTPUT));
  }

  /** Seconds as whole milliseconds, half of one rounded up; below 0 what is none. */
  static long millis(@Nullable BigDecimal seconds) {
    return seconds == null || seconds.precision() - seconds.scale() > MOST_DIGITS
        ? UNSAID
        : seconds.multiply(THOUSAND).setScale(0, RoundingMode.HALF_UP).longValue();
  }
}
