// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Groq's {@code usage_breakdown}: which share of the usage each model of a compound system has, and
 * is billed for. The last one said counts, whole. Not thread-safe.
 */
final class UsageBreakdown {
  private static final int MOST_MODELS = 100;

  private final List<ModelUsage> models = new ArrayList<>(0);
  private Usage.Builder usage = Usage.builder();
  private @Nullable String model;

  void start(OpenAiKey key) {
    if (key == OpenAiKey.BREAKDOWN) {
      models.clear();
    } else {
      usage = Usage.builder();
      model = null;
    }
  }

  void end(OpenAiKey key) {
    Usage said = usage.build();
    if (key == OpenAiKey.PART && model != null && !said.isEmpty() && models.size() < MOST_MODELS) {
      models.add(new ModelUsage(model, said));
    }
  }

  void model(String name) {
    model = name;
  }

  void count(OpenAiKey key, long value) {
    usage.set(
        switch (key) {
          case PART_PROMPT -> Unit.INPUT;
          case PART_CACHED -> Unit.CACHE_READ;
          case PART_COMPLETION -> Unit.OUTPUT;
          default -> Unit.REASONING;
        },
        value);
  }

  /** The models and what each used; empty when nothing was said of it. */
  List<ModelUsage> models() {
    return List.copyOf(models);
  }
}
