// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a price key of LiteLLM's format stands for: {@code
 * cache_read_input_token_cost_above_200k_tokens_priority} is the price of a cached token in a
 * request above 200,000 tokens, in the priority tier.
 *
 * @param unit what is charged
 * @param measure what turns the key's USD for one into our measure of the unit
 * @param tier the service tier; {@code null} for the standard one
 * @param above the prompt's length in tokens that the request must exceed; -1 for any
 */
record LiteLlmKey(Unit unit, BigDecimal measure, @Nullable String tier, long above) {

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
  private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);

  private static final Map<String, LiteLlmKey> KEYS =
      Map.ofEntries(
          key("input_cost_per_token", Unit.INPUT, MILLION),
          key("output_cost_per_token", Unit.OUTPUT, MILLION),
          key("cache_read_input_token_cost", Unit.CACHE_READ, MILLION),
          key("input_cost_per_token_cache_hit", Unit.CACHE_READ, MILLION),
          key("cache_creation_input_token_cost", Unit.CACHE_WRITE, MILLION),
          key("cache_creation_input_token_cost_above_1hr", Unit.CACHE_WRITE_1H, MILLION),
          key("input_cost_per_audio_token", Unit.INPUT_AUDIO, MILLION),
          key("cache_read_input_audio_token_cost", Unit.CACHE_READ_AUDIO, MILLION),
          key("input_cost_per_image_token", Unit.INPUT_IMAGE, MILLION),
          key("cache_read_input_image_token_cost", Unit.CACHE_READ_IMAGE, MILLION),
          key("output_cost_per_reasoning_token", Unit.REASONING, MILLION),
          key("output_cost_per_audio_token", Unit.OUTPUT_AUDIO, MILLION),
          key("output_cost_per_image_token", Unit.OUTPUT_IMAGE, MILLION),
          key("citation_cost_per_token", Unit.CITATION, MILLION),
          key("input_cost_per_character", Unit.CHARACTERS, MILLION),
          key("input_cost_per_audio_per_second", Unit.AUDIO_MILLIS, SECONDS_AN_HOUR),
          key("output_cost_per_video_per_second", Unit.VIDEO_MILLIS, ONE),
          key("ocr_cost_per_page", Unit.PAGES, THOUSAND),
          key("output_cost_per_image", Unit.IMAGES, THOUSAND),
          key("input_cost_per_request", Unit.REQUESTS, THOUSAND),
          key("file_search_cost_per_1k_calls", Unit.FILE_SEARCH, ONE),
          key("code_interpreter_cost_per_session", Unit.CODE_SESSIONS, THOUSAND),
          key("search_context_cost_per_query", Unit.WEB_SEARCH, THOUSAND));

  private static final Pattern ABOVE = Pattern.compile("_above_(\\d{1,6})k_tokens$");
  private static final Map<String, String> TIERS =
      Map.of(
          "_flex", "flex",
          "_priority", "priority",
          "_batches", "batch",
          "_fast", "fast",
          "_ultrafast", "ultrafast");

  private static Map.Entry<String, LiteLlmKey> key(String key, Unit unit, BigDecimal measure) {
    return Map.entry(key, new LiteLlmKey(unit, measure, null, -1));
  }

  /**
   * What a key means; {@code null} for one that is no price we can charge.
   *
   * @param mode what the file says the model is for, for instance {@code chat}; {@code null} where
   *     it does not say
   */
  static @Nullable LiteLlmKey of(String key, @Nullable String mode) {
    String base = key;
    String tier = null;
    long above = -1;
    boolean cut = true;
    while (cut) {
      cut = false;
      Matcher matcher = ABOVE.matcher(base);
      if (matcher.find()) {
        above = Long.parseLong(matcher.group(1)) * 1_000;
        base = base.substring(0, matcher.start());
        cut = true;
      }
      for (Map.Entry<String, String> suffix : TIERS.entrySet()) {
        if (base.endsWith(suffix.getKey())) {
          tier = suffix.getValue();
          base = base.substring(0, base.length() - suffix.getKey().length());
          cut = true;
        }
      }
    }
    LiteLlmKey plain = plain(base, mode == null ? "" : mode);
    return plain == null ? null : new LiteLlmKey(plain.unit, plain.measure, tier, above);
  }

  /** Some keys mean what the model's mode makes of them. */
  private static @Nullable LiteLlmKey plain(String key, String mode) {
    boolean heard = mode.isEmpty() || mode.startsWith("audio") || mode.equals("realtime");
    return switch (key) {
      case "input_cost_per_second" -> heard ? KEYS.get("input_cost_per_audio_per_second") : null;
      case "output_cost_per_second" ->
          mode.startsWith("audio")
              ? KEYS.get("input_cost_per_audio_per_second")
              : mode.equals("video_generation")
                  ? KEYS.get("output_cost_per_video_per_second")
                  : null;
      case "input_cost_per_image" ->
          mode.startsWith("image_") ? KEYS.get("output_cost_per_image") : null;
      case "input_cost_per_query" ->
          mode.equals("rerank")
              ? new LiteLlmKey(Unit.SEARCH_UNITS, THOUSAND, null, -1)
              : mode.equals("search")
                  ? new LiteLlmKey(Unit.SEARCH_QUERIES, THOUSAND, null, -1)
                  : null;
      default -> KEYS.get(key);
    };
  }
}
