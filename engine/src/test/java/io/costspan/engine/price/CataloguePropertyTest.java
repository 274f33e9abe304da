// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for any usage, over seeded random ones. */
class CataloguePropertyTest {

  private static final int ROUNDS = 2_000;
  private static final Instant DAY = Instant.parse("2026-10-01T12:00:00Z");
  // one list price each whatever the prompt's length, so that sums can be compared
  private static final List<String[]> MODELS =
      List.of(
          new String[] {"openai", "gpt-realtime"},
          new String[] {"openai", "gpt-4o-mini"},
          new String[] {"anthropic", "claude-opus-4-8"},
          new String[] {"gcp.gemini", "gemini-2.0-flash"},
          new String[] {"groq", "llama-3.3-70b-versatile"});
  // long prompts, fees, and what is counted by other things than tokens as well
  private static final List<String[]> COUNTED =
      List.of(
          new String[] {"openai", "gpt-realtime"},
          new String[] {"openai", "gpt-5.6-sol"},
          new String[] {"openai", "gpt-image-1.5"},
          new String[] {"anthropic", "claude-sonnet-4-5"},
          new String[] {"gcp.gemini", "gemini-2.5-pro"},
          new String[] {"xai", "grok-4.5"},
          new String[] {"dashscope", "qwen3-coder-plus"},
          new String[] {"aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"},
          new String[] {"perplexity", "sonar-deep-research"});
  private static final List<Unit> UNITS = List.of(Unit.values());
  private static final List<Unit> PARTS =
      List.of(
          Unit.CACHE_READ,
          Unit.CACHE_WRITE,
          Unit.CACHE_WRITE_1H,
          Unit.INPUT_AUDIO,
          Unit.CACHE_READ_AUDIO,
          Unit.INPUT_IMAGE,
          Unit.REASONING,
          Unit.OUTPUT_AUDIO,
          Unit.OUTPUT_IMAGE);

  private final CataloguePricer pricer = CataloguePricer.bundled();
  private final Random random = new Random(20261122);

  private Cost price(String[] model, Map<Unit, Long> counts) {
    Usage.Builder usage = Usage.builder();
    counts.forEach(usage::set);
    return pricer.price(
        List.of(
            new PriceQuery(model[0], null, model[1], usage.build(), false, DAY, null, null, null)));
  }

  private static BigDecimal sum(Cost cost) {
    return cost.breakdown().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Map<Unit, Long> anyUsage() {
    Map<Unit, Long> counts = new EnumMap<>(Unit.class);
    counts.put(Unit.INPUT, (long) random.nextInt(100_000));
    counts.put(Unit.OUTPUT, (long) random.nextInt(100_000));
    for (Unit part : PARTS) {
      if (random.nextInt(3) == 0) {
        counts.put(part, (long) random.nextInt(120_000));
      }
    }
    return counts;
  }

  @Test
  void theBreakdownAddsUpToTheCost() {
    for (int i = 0; i < ROUNDS; i++) {
      String[] model = MODELS.get(i % MODELS.size());
      Cost cost = price(model, anyUsage());

      assertThat(cost.usd())
          .isEqualByComparingTo(sum(cost).setScale(12, RoundingMode.HALF_EVEN))
          .isNotNegative();
    }
  }

  @Test
  void everyTokenIsChargedOnce() {
    for (int i = 0; i < ROUNDS; i++) {
      Map<Unit, Long> counts = anyUsage();
      Usage.Builder usage = Usage.builder();
      counts.forEach(usage::set);

      Map<Unit, Long> buckets = Buckets.of(usage.build()).counts();

      long input = 0;
      long output = 0;
      for (Map.Entry<Unit, Long> bucket : buckets.entrySet()) {
        if (bucket.getKey().compareTo(Unit.OUTPUT) < 0) {
          input += bucket.getValue();
        } else {
          output += bucket.getValue();
        }
      }
      assertThat(input).as("%s", counts).isEqualTo(counts.get(Unit.INPUT));
      assertThat(output).as("%s", counts).isEqualTo(counts.get(Unit.OUTPUT));
    }
  }

  @Test
  void moreFreshTokensNeverCostLess() {
    for (int i = 0; i < ROUNDS; i++) {
      String[] model = MODELS.get(i % MODELS.size());
      Map<Unit, Long> counts = anyUsage();
      BigDecimal before = price(model, counts).usd();
      Unit more = random.nextBoolean() ? Unit.INPUT : Unit.OUTPUT;
      // room for every part first, so that the added tokens are fresh ones
      counts.merge(more, 1_000_000L, Long::sum);
      BigDecimal roomy = price(model, counts).usd();
      counts.merge(more, 1L + random.nextInt(1000), Long::sum);

      assertThat(price(model, counts).usd()).isGreaterThan(roomy);
      assertThat(roomy).isGreaterThan(before);
    }
  }

  @Test
  void aCallCostsWhatItsDisjointPartsCost() {
    for (int i = 0; i < ROUNDS; i++) {
      String[] model = MODELS.get(i % MODELS.size());
      Map<Unit, Long> one = fittingUsage();
      Map<Unit, Long> other = fittingUsage();
      Map<Unit, Long> both = new EnumMap<>(one);
      other.forEach((unit, count) -> both.merge(unit, count, Long::sum));

      // before each is rounded
      BigDecimal whole = sum(price(model, both));

      assertThat(whole).isPositive();
      assertThat(whole).isEqualByComparingTo(sum(price(model, one)).add(sum(price(model, other))));
    }
  }

  @Test
  void moreOfAnythingNeverCostsLess() {
    for (int i = 0; i < ROUNDS; i++) {
      String[] model = COUNTED.get(i % COUNTED.size());
      Map<Unit, Long> counts = fittingUsage();
      Unit more = UNITS.get(random.nextInt(UNITS.size()));
      Map<Unit, Long> grown = new EnumMap<>(counts);
      long added = 1L + random.nextInt(300_000);
      wholes(more).forEach(unit -> grown.merge(unit, added, Long::sum));

      BigDecimal before = price(model, counts).usd();
      BigDecimal after = price(model, grown).usd();

      assertThat(after).as("%s %s +%d %s", model[1], counts, added, more).isNotNull();
      assertThat(after).as("%s %s +%d %s", model[1], counts, added, more).isNotNegative();
      assertThat(after.compareTo(before)).as("%s %s +%d", model[1], more, added).isNotNegative();
    }
  }

  /** A unit, with all that it is a part of. */
  private static Set<Unit> wholes(Unit unit) {
    Set<Unit> wholes = EnumSet.of(unit);
    switch (unit) {
      case CACHE_READ, INPUT_AUDIO, INPUT_IMAGE, CACHE_WRITE -> wholes.add(Unit.INPUT);
      case CACHE_WRITE_5M, CACHE_WRITE_1H -> wholes.addAll(Set.of(Unit.CACHE_WRITE, Unit.INPUT));
      case CACHE_READ_AUDIO -> wholes.addAll(Set.of(Unit.CACHE_READ, Unit.INPUT_AUDIO, Unit.INPUT));
      case CACHE_READ_IMAGE -> wholes.addAll(Set.of(Unit.CACHE_READ, Unit.INPUT_IMAGE, Unit.INPUT));
      case REASONING, OUTPUT_AUDIO, OUTPUT_IMAGE -> wholes.add(Unit.OUTPUT);
      default -> {}
    }
    return wholes;
  }

  /** Parts that fit into their totals, so that nothing is cut. */
  private Map<Unit, Long> fittingUsage() {
    Map<Unit, Long> counts = new EnumMap<>(Unit.class);
    for (Unit part : UNITS) {
      long count = random.nextInt(10_000);
      wholes(part).forEach(unit -> counts.merge(unit, count, Long::sum));
    }
    counts.put(Unit.AUDIO_MILLIS, 3_600_000L + counts.get(Unit.AUDIO_MILLIS) * 36);
    return counts;
  }
}
