// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.wire.dialect.ApiDialect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a call of a model is that is invoked by one path whatever it does: its id alone tells. */
final class InvokedModel {
  private InvokedModel() {}

  /** The operation of a rule, or of the model where the rule leaves it to that. */
  static String operation(PathRule rule, @Nullable String model) {
    return rule.dialect() == ApiDialect.BEDROCK_INVOKE && model != null
        ? operation(model.toLowerCase(Locale.ROOT))
        : rule.operation();
  }

  private static String operation(String model) {
    if (model.contains("embed")) {
      return "embeddings";
    }
    if (model.contains("rerank")) {
      return "rerank";
    }
    boolean image =
        model.contains("titan-image")
            || model.contains("nova-canvas")
            || model.contains("stability.");
    return image ? "image" : "chat";
  }
}
