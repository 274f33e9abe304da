// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider that speaks OpenAI's dialect means something else by its numbers. The one place
 * for such differences.
 */
final class ProviderQuirks {
  private ProviderQuirks() {}

  /**
   * Output tokens as billed.
   *
   * @param prompt {@code prompt_tokens}, -1 when unsaid; likewise the others
   */
  static long chatOutput(
      String provider,
      @Nullable String model,
      long prompt,
      long completion,
      long reasoning,
      long total) {
    if (reasoningApart(provider, model)) {
      return completion >= 0 && reasoning > 0 ? completion + reasoning : completion;
    }
    // Gemini's OpenAI-compatible endpoint shows thoughts in the total alone
    boolean google = provider.equals("gcp.gemini") || provider.equals("gcp.vertex");
    return google && prompt >= 0 && total >= prompt + Math.max(0, completion)
        ? total - prompt
        : completion;
  }

  /** Input tokens as billed; parameters as for {@link #chatOutput}. */
  static long chatInput(String provider, long prompt, long completion, long total) {
    // Mistral leaves audio out of prompt_tokens; older answers show it in the total alone
    boolean apart = provider.equals("mistral") && prompt >= 0 && completion >= 0;
    return apart && total > prompt + completion ? total - completion : prompt;
  }

  /**
   * xAI's chat API, also where Azure hosts it, Vercel's gateway and Perplexity's deep research
   * count reasoning apart.
   */
  private static boolean reasoningApart(String provider, @Nullable String model) {
    return switch (provider) {
      case "xai", "vercel_gateway", "perplexity" -> true;
      case "azure.ai", "azure.openai" ->
          model != null && model.toLowerCase(Locale.ROOT).startsWith("grok");
      default -> false;
    };
  }
}
