// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaPriceTest {
  private static final Instant DAY = Instant.parse("2026-11-20T12:00:00Z");

  private static Cost price(
      String provider, String model, Usage usage, Map<String, String> variant) {
    return CataloguePricer.bundled()
        .price(new PriceQuery(provider, model, null, usage, false, DAY, null, null, null, variant));
  }

  private static Usage of(Unit unit, long count) {
    return Usage.builder().set(unit, count).build();
  }

  private static Map<String, String> variant(String size, String quality) {
    Map<String, String> variant = new HashMap<>();
    if (size != null) {
      variant.put("size", size);
    }
    if (quality != null) {
      variant.put("quality", quality);
    }
    return variant;
  }

  @ParameterizedTest
  @CsvSource({
    "dall-e-3, 1, , , 0.04",
    "dall-e-3, 1, 1024x1024, standard, 0.04",
    "dall-e-3, 1, 1024x1024, hd, 0.08",
    "dall-e-3, 1, 1024x1792, , 0.08",
    "dall-e-3, 1, 1792x1024, hd, 0.12",
    "dall-e-2, 3, 256x256, , 0.048",
    "dall-e-2, 1, 512x512, , 0.018",
    "dall-e-2, 2, , , 0.04",
  })
  void aPictureCostsWhatItsSizeAndQualityCost(
      String model, long count, String size, String quality, BigDecimal usd) {
    Cost cost = price("openai", model, of(Unit.IMAGES, count), variant(size, quality));
    assertThat(cost.usd()).isEqualByComparingTo(usd);
    assertThat(price("azure.openai", model, of(Unit.IMAGES, count), variant(size, quality)).usd())
        .isEqualByComparingTo(usd);
  }

  @Test
  void aSizeNobodyListedHasNoPrice() {
    Cost cost = price("openai", "dall-e-3", of(Unit.IMAGES, 1), variant("2048x2048", null));
    assertThat(cost.state()).isEqualTo(CostState.UNPRICED);
    assertThat(cost.reason()).isEqualTo("no-rate");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, tts-1, CHARACTERS, 1234, 0.01851",
    "openai, tts-1-hd, CHARACTERS, 1, 0.00003",
    "openai, whisper-1, AUDIO_MILLIS, 4000, 0.0004",
    "mistral, mistral-ocr-latest, PAGES, 3, 0.012",
    "gcp.gemini, imagen-4.0-generate-001, IMAGES, 4, 0.16",
    "gcp.gemini, veo-3.1-lite-generate-preview, VIDEO_MILLIS, 4000, 0.2",
    "gcp.vertex, veo-3.1-generate-preview, VIDEO_MILLIS, 8000, 3.2",
    "openai, sora-2, VIDEO_MILLIS, 12000, 1.2",
    "elevenlabs, eleven_multilingual_v2, CHARACTERS, 1000, 0.18",
  })
  void pricesCharactersSecondsPagesAndPictures(
      String provider, String model, Unit unit, long count, BigDecimal usd) {
    assertThat(price(provider, model, of(unit, count), Map.of()).usd()).isEqualByComparingTo(usd);
  }

  @Test
  void aVideoWithoutSoundHasAPriceNobodyListed() {
    Map<String, String> silent = Map.of("audio", "false");
    Cost cost = price("gcp.vertex", "veo-3.0-generate-001", of(Unit.VIDEO_MILLIS, 8000), silent);
    assertThat(cost.state()).isEqualTo(CostState.UNPRICED);
  }

  @Test
  void pictureTokensAreExactWithoutDoubt() {
    Usage usage =
        Usage.builder()
            .set(Unit.INPUT, 432)
            .set(Unit.INPUT_IMAGE, 388)
            .set(Unit.OUTPUT, 4160)
            .set(Unit.OUTPUT_IMAGE, 4160)
            .set(Unit.IMAGES, 1)
            .build();
    Cost cost = price("openai", "gpt-image-1", usage, Map.of());
    // 44 x 5 + 388 x 10 + 4160 x 40, per million
    assertThat(cost.usd()).isEqualByComparingTo("0.1705");
    assertThat(cost.reason()).isNull();
  }

  @Test
  void aVerdictOfOpenAiIsFreeAndOneOfOthersUnknown() {
    Cost free = price("openai", "omni-moderation-latest", of(Unit.REQUESTS, 1), Map.of());
    assertThat(free.state()).isEqualTo(CostState.PRICED);
    assertThat(free.usd()).isEqualByComparingTo("0");
    assertThat(free.reason()).isEqualTo("free of charge");
    Cost other = price("mistral", "mistral-moderation-latest", of(Unit.REQUESTS, 1), Map.of());
    assertThat(other.state()).isEqualTo(CostState.UNPRICED);
  }

  @Test
  void speechPaidByTheTokenHasNoPriceByTheCharacter() {
    Cost cost = price("openai", "gpt-4o-mini-tts", of(Unit.CHARACTERS, 20), Map.of());
    assertThat(cost.state()).isEqualTo(CostState.UNPRICED);
  }
}
