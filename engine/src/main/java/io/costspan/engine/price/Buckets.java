// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.util.EnumMap;
import java.util.Map;

/**
 * A usage cut into parts that do not overlap, each charged once. Totals as billed come in; a part
 * that claims more than its whole is cut down to it, so that the parts always add up to the totals.
 */
final class Buckets {

  private final EnumMap<Unit, Long> counts = new EnumMap<>(Unit.class);
  private long totalInput;

  private Buckets() {}

  static Buckets of(Usage usage) {
    return of(usage, false);
  }

  /**
   * Cuts a usage.
   *
   * @param writesOnTop whether tokens written to a cache are charged for that beside what they cost
   *     as input, so that they are no part of the input here
   */
  static Buckets of(Usage usage, boolean writesOnTop) {
    Buckets buckets = new Buckets();
    buckets.input(usage, writesOnTop);
    buckets.output(usage);
    for (Unit unit : Unit.values()) {
      if (!Rates.isToken(unit)) {
        buckets.put(unit, usage.orZero(unit));
      }
    }
    return buckets;
  }

  private void input(Usage usage, boolean writesOnTop) {
    long read = usage.orZero(Unit.CACHE_READ);
    long hour = usage.orZero(Unit.CACHE_WRITE_1H);
    long write = usage.get(Unit.CACHE_WRITE).orElse(sum(usage.orZero(Unit.CACHE_WRITE_5M), hour));
    totalInput = usage.get(Unit.INPUT).orElse(sum(read, write));

    long left = totalInput;
    read = Math.min(read, left);
    left -= read;
    if (!writesOnTop) {
      write = Math.min(write, left);
      left -= write;
    }
    // what has no time to live stated is the plain write, kept five minutes
    hour = Math.min(hour, write);
    long audio = usage.orZero(Unit.INPUT_AUDIO);
    long readAudio =
        Math.min(Math.min(usage.orZero(Unit.CACHE_READ_AUDIO), read), Math.max(audio, 0));
    long freshAudio = Math.min(audio - readAudio, left);
    left -= freshAudio;
    long images = usage.orZero(Unit.INPUT_IMAGE);
    long readImage =
        Math.min(Math.min(usage.orZero(Unit.CACHE_READ_IMAGE), read - readAudio), images);
    long image = Math.min(images - readImage, left);
    left -= image;

    put(Unit.INPUT, left);
    put(Unit.CACHE_READ, read - readAudio - readImage);
    put(Unit.CACHE_READ_AUDIO, readAudio);
    put(Unit.CACHE_WRITE, write - hour);
    put(Unit.CACHE_WRITE_1H, hour);
    put(Unit.INPUT_AUDIO, freshAudio);
    put(Unit.INPUT_IMAGE, image);
    put(Unit.CACHE_READ_IMAGE, readImage);
  }

  private void output(Usage usage) {
    long audio = usage.orZero(Unit.OUTPUT_AUDIO);
    long image = usage.orZero(Unit.OUTPUT_IMAGE);
    long reasoning = usage.orZero(Unit.REASONING);
    long left = usage.get(Unit.OUTPUT).orElse(sum(sum(audio, image), reasoning));
    audio = Math.min(audio, left);
    left -= audio;
    image = Math.min(image, left);
    left -= image;
    reasoning = Math.min(reasoning, left);
    left -= reasoning;
    put(Unit.OUTPUT, left);
    put(Unit.OUTPUT_AUDIO, audio);
    put(Unit.OUTPUT_IMAGE, image);
    put(Unit.REASONING, reasoning);
  }

  private void put(Unit unit, long count) {
    if (count > 0) {
      counts.put(unit, count);
    }
  }

  private static long sum(long a, long b) {
    return a + b < 0 ? Long.MAX_VALUE : a + b;
  }

  /** Input tokens of every kind: what decides whether a prompt is long. */
  long totalInput() {
    return totalInput;
  }

  /** Counts above zero, each token in one place. */
  Map<Unit, Long> counts() {
    return counts;
  }
}
