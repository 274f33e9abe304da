// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's usage. Fields of a later event replace those of an earlier one, each for itself: the
 * start alone splits cache writes by their time to live, the end alone knows what server tools read
 * on the way. {@code input_tokens} leaves cached tokens out, both read and written.
 *
 * <p>{@code iterations} lists the parts of an answer. The top level sums up those of type {@code
 * message}; {@code compaction} is billed at the same price and in no top-level number; {@code
 * advisor_message} is billed at its own model's price and in none either. Not thread-safe.
 */
final class AnthropicUsage {
  private static final int MOST_ITERATIONS = 1000;

  private final Map<AnthropicKey, Long> fields = new EnumMap<>(AnthropicKey.class);
  private final Map<AnthropicKey, Long> iteration = new EnumMap<>(AnthropicKey.class);
  private final Map<AnthropicKey, Long> compaction = new EnumMap<>(AnthropicKey.class);
  private final List<ModelUsage> others = new ArrayList<>(0);
  private int iterations;
  private @Nullable String type;
  private @Nullable String model;

  void start(AnthropicKey key) {
    if (key == AnthropicKey.ITERATIONS) {
      // a later event tells them all again
      compaction.clear();
      others.clear();
      iterations = 0;
    } else {
      iteration.clear();
      type = null;
      model = null;
    }
  }

  void end(AnthropicKey key) {
    if (key != AnthropicKey.ITERATION || type == null || ++iterations > MOST_ITERATIONS) {
      return;
    }
    if (type.equals("compaction")) {
      iteration.forEach((field, count) -> compaction.merge(topLevel(field), count, Long::sum));
    } else if (type.equals("advisor_message")) {
      Map<AnthropicKey, Long> asTopLevel = new EnumMap<>(AnthropicKey.class);
      iteration.forEach((field, count) -> asTopLevel.put(topLevel(field), count));
      others.add(new ModelUsage(model == null ? "unknown" : model, usage(asTopLevel)));
    }
  }

  void text(AnthropicKey key, String value) {
    if (key == AnthropicKey.ITERATION_TYPE) {
      type = value;
    } else {
      model = value;
    }
  }

  void count(AnthropicKey key, long value) {
    if (value < 0) {
      return;
    }
    if (topLevel(key) == key) {
      fields.put(key, value);
    } else {
      iteration.put(key, value);
    }
  }

  /** What the answering model used. */
  Usage own() {
    Map<AnthropicKey, Long> sum = new EnumMap<>(AnthropicKey.class);
    sum.putAll(fields);
    compaction.forEach((field, count) -> sum.merge(field, count, Long::sum));
    return usage(sum);
  }

  /** What advisors used. */
  List<ModelUsage> others() {
    return List.copyOf(others);
  }

  private static Usage usage(Map<AnthropicKey, Long> said) {
    Usage.Builder usage = Usage.builder();
    Long fresh = said.get(AnthropicKey.INPUT);
    Long read = said.get(AnthropicKey.CACHE_READ);
    Long written = said.get(AnthropicKey.CACHE_WRITE);
    if (fresh != null || read != null || written != null) {
      usage.add(Unit.INPUT, orZero(fresh));
      usage.add(Unit.INPUT, orZero(read));
      usage.add(Unit.INPUT, orZero(written));
    }
    put(usage, Unit.CACHE_READ, read);
    put(usage, Unit.CACHE_WRITE, written);
    put(usage, Unit.CACHE_WRITE_5M, said.get(AnthropicKey.CACHE_WRITE_5M));
    put(usage, Unit.CACHE_WRITE_1H, said.get(AnthropicKey.CACHE_WRITE_1H));
    put(usage, Unit.OUTPUT, said.get(AnthropicKey.OUTPUT));
    put(usage, Unit.REASONING, said.get(AnthropicKey.THINKING));
    Long searches = said.get(AnthropicKey.WEB_SEARCHES);
    put(usage, Unit.WEB_SEARCH, searches == null || searches == 0 ? null : searches);
    return usage.build();
  }

  private static void put(Usage.Builder usage, Unit unit, @Nullable Long count) {
    if (count != null) {
      usage.set(unit, count);
    }
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static AnthropicKey topLevel(AnthropicKey key) {
    return switch (key) {
      case ITERATION_INPUT -> AnthropicKey.INPUT;
      case ITERATION_OUTPUT -> AnthropicKey.OUTPUT;
      case ITERATION_CACHE_READ -> AnthropicKey.CACHE_READ;
      case ITERATION_CACHE_WRITE -> AnthropicKey.CACHE_WRITE;
      case ITERATION_CACHE_WRITE_5M -> AnthropicKey.CACHE_WRITE_5M;
      case ITERATION_CACHE_WRITE_1H -> AnthropicKey.CACHE_WRITE_1H;
      default -> key;
    };
  }
}
