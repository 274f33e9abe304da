// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.wire.dialect.ApiDialect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a call of a model is that is invoked by one path whatever it does: its id alone tells. */
final class InvokedModel {
  private InvokedModel() {}

  /**
   * Whether a rule's model can be one that the path invokes: other servers invoke what they call as
   * they please, and no known host tells them apart.
   */
  static boolean plausible(PathRule rule, @Nullable String model) {
    return rule.dialect() != ApiDialect.BEDROCK_INVOKE
        || (model != null && BedrockId.plausible(model));
  }

  /** The operation of a rule, or of the model where the rule leaves it to that. */
  static String operation(PathRule rule, @Nullable String model) {
    if (model == null) {
      return rule.operation();
    }
    if (rule.dialect() == ApiDialect.BEDROCK_INVOKE) {
      return invoked(model.toLowerCase(Locale.ROOT));
    }
    return rule.dialect() == ApiDialect.CLOUDFLARE_RUN
        ? run(model.toLowerCase(Locale.ROOT))
        : rule.operation();
  }

  private static String invoked(String model) {
    if (model.contains("rerank")) {
      return "rerank";
    }
    if (model.contains("embed")) {
      return "embeddings";
    }
    boolean image =
        model.contains("titan-image")
            || model.contains("nova-canvas")
            || model.contains("stability.");
    return image ? "image" : "chat";
  }

  /** Cloudflare serves models of every kind. */
  private static String run(String model) {
    if (model.contains("rerank")) {
      return "rerank";
    }
    if (model.contains("embed") || model.contains("/bge-")) {
      return "embeddings";
    }
    if (model.contains("/flux-")
        || model.contains("stable-diffusion")
        || model.contains("/dreamshaper")) {
      return "image";
    }
    return model.contains("whisper") ? "audio.transcription" : "chat";
  }
}
