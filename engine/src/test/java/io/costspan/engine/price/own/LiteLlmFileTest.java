// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.price.OwnPrice;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteLlmFileTest {

  private static LiteLlmFile read(String json) throws PriceFileException {
    return LiteLlmFile.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static OwnPrice only(String key, String members) throws PriceFileException {
    Map<String, OwnPrice> prices = read("{\"" + key + "\": {" + members + "}}").prices();
    assertThat(prices).isNotEmpty();
    return prices.values().iterator().next();
  }

  private static BigDecimal usd(String text) {
    return new BigDecimal(text);
  }

  @ParameterizedTest
  @CsvSource({
    "input_cost_per_token, , INPUT, 1",
    "output_cost_per_token, chat, OUTPUT, 1",
    "cache_read_input_token_cost, , CACHE_READ, 1",
    "input_cost_per_token_cache_hit, , CACHE_READ, 1",
    "cache_creation_input_token_cost, , CACHE_WRITE, 1",
    "cache_creation_input_token_cost_above_1hr, , CACHE_WRITE_1H, 1",
    "input_cost_per_audio_token, , INPUT_AUDIO, 1",
    "cache_read_input_audio_token_cost, , CACHE_READ_AUDIO, 1",
    "output_cost_per_audio_token, , OUTPUT_AUDIO, 1",
    "output_cost_per_reasoning_token, , REASONING, 1",
    "input_cost_per_image_token, , INPUT_IMAGE, 1",
    "output_cost_per_image_token, , OUTPUT_IMAGE, 1",
    "input_cost_per_character, audio_speech, CHARACTERS, 1",
    "input_cost_per_second, audio_transcription, AUDIO_MILLIS, 0.0036",
    "output_cost_per_second, video_generation, VIDEO_MILLIS, 0.000001",
    "output_cost_per_image, image_generation, IMAGES, 0.001",
    "input_cost_per_image, image_edit, IMAGES, 0.001",
    "ocr_cost_per_page, ocr, PAGES, 0.001",
    "input_cost_per_query, rerank, SEARCH_UNITS, 0.001",
    "input_cost_per_request, chat, REQUESTS, 0.001",
    "code_interpreter_cost_per_session, , CODE_SESSIONS, 0.001",
    "file_search_cost_per_1k_calls, , FILE_SEARCH, 0.000001"
  })
  void everyKeyInItsMeasure(String key, String mode, Unit unit, String rate)
      throws PriceFileException {
    String members = (mode == null ? "" : "\"mode\": \"" + mode + "\", ") + "\"" + key + "\": 1e-6";

    assertThat(only("m", members).rates()).containsOnlyKeys(unit);
    assertThat(only("m", members).rates().get(unit)).isEqualByComparingTo(rate);
  }

  @Test
  void numbersAreTakenAsWritten() throws PriceFileException {
    OwnPrice price =
        only(
            "m",
            "\"input_cost_per_token\": 1.8000000000000002e-07, \"output_cost_per_token\": \"3e-7\"");

    assertThat(price.rates().get(Unit.INPUT)).isEqualByComparingTo("0.18000000000000002");
    assertThat(price.rates().get(Unit.OUTPUT)).isEqualByComparingTo("0.3");
  }

  @Test
  void stepsTiersAndFactors() throws PriceFileException {
    OwnPrice price =
        only(
            "openai/m",
            """
            "input_cost_per_token": 1e-6,
            "input_cost_per_token_above_272k_tokens": 2e-6,
            "cache_creation_input_token_cost_above_1hr_above_272k_tokens": 7e-6,
            "input_cost_per_token_flex": 5e-7,
            "output_cost_per_token_batches": 9e-7,
            "input_cost_per_token_above_272k_tokens_priority": 4e-6,
            "regional_processing_uplift_multiplier_eu": 1.1,
            "provider_specific_entry": {"us": 1.2, "fast": 6.0, "note": "x"}
            """);

    assertThat(price.above())
        .isEqualTo(
            Map.of(
                272_001L,
                Map.of(Unit.INPUT, usd("2.000000"), Unit.CACHE_WRITE_1H, usd("7.000000"))));
    assertThat(price.tiers()).containsOnlyKeys("flex", "batch", "priority");
    assertThat(price.tiers().get("flex").rates().get(Unit.INPUT)).isEqualByComparingTo("0.5");
    assertThat(price.tiers().get("batch").rates().get(Unit.OUTPUT)).isEqualByComparingTo("0.9");
    assertThat(price.tiers().get("priority").above()).containsOnlyKeys(272_001L);
    assertThat(price.factors())
        .isEqualTo(Map.of("eu", usd("1.1"), "us", usd("1.2"), "fast", usd("6.0")));
  }

  @Test
  void atXaiTheBoundItselfIsLong() throws PriceFileException {
    String members = "\"litellm_provider\": \"xai\", \"input_cost_per_token_above_200k_tokens\": 1";

    assertThat(only("xai/grok", members).above()).containsOnlyKeys(200_000L);
  }

  @Test
  void tieredPricingInAnyOrder() throws PriceFileException {
    OwnPrice price =
        only(
            "dashscope/q",
            """
            "tiered_pricing": [
              {"range": [32000.0, null], "input_cost_per_token": 4e-6},
              {"range": [0, 32e3], "input_cost_per_token": "2e-6", "output_cost_per_token": 3e-6}
            ]
            """);

    assertThat(price.rates().get(Unit.INPUT)).isEqualByComparingTo("2");
    assertThat(price.above()).containsOnlyKeys(32_001L);
    assertThat(price.above().get(32_001L)).containsOnlyKeys(Unit.INPUT);
  }

  @Test
  void aSearchCostsWhatTheDefaultSizeDoes() throws PriceFileException {
    String sizes =
        "\"search_context_cost_per_query\": {\"search_context_size_low\": 0.005,"
            + " \"search_context_size_medium\": 0.008, \"search_context_size_high\": 0.012}";

    assertThat(only("m", sizes).rates().get(Unit.WEB_SEARCH)).isEqualByComparingTo("8");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, openai, openai/gpt-4o",
    "azure/My-Deploy, azure, azure.openai/my-deploy",
    "gemini/gemini-2.5-pro, gemini, gcp.gemini/gemini-2.5-pro",
    "gemini-2.5-pro, vertex_ai-language-models, gcp.vertex/gemini-2.5-pro",
    "vertex_ai/claude-x, vertex_ai-anthropic_models, gcp.vertex/claude-x",
    "anthropic.claude-x-v1:0, bedrock_converse, aws.bedrock/anthropic.claude-x-v1:0",
    "openrouter/anthropic/claude-x, openrouter, openrouter/anthropic/claude-x"
  })
  void keysByProvider(String key, String provider, String ours) throws PriceFileException {
    assertThat(
            read("{\""
                    + key
                    + "\": {\"litellm_provider\": \""
                    + provider
                    + "\", \"input_cost_per_token\": 1}}")
                .prices())
        .containsOnlyKeys(ours);
  }

  @Test
  void withoutAProviderAKeyStandsForItselfToo() throws PriceFileException {
    assertThat(read("{\"Meta-Llama/L3\": {\"input_cost_per_token\": 0}}").prices())
        .containsOnlyKeys("meta-llama/l3");
    assertThat(read("{\"azure/d\": {\"input_cost_per_token\": 0}}").prices())
        .containsOnlyKeys("azure.openai/d", "azure/d");
    assertThat(read("{\"house\": {\"input_cost_per_token\": 0}}").prices())
        .containsOnlyKeys("house");
  }

  @Test
  void whatIsNoPriceIsPassedOver() throws PriceFileException {
    LiteLlmFile file =
        read(
            """
            {"sample_spec": {"input_cost_per_token": "about 0", "x_cost": 1},
             "m": {"max_tokens": 4096, "mode": "chat", "supports_vision": true,
                   "supported_modalities": ["text", {"a": [1]}], "metadata": {"notes": "n"},
                   "cache_read_input_token_cost": null, "output_vector_size": 5,
                   "input_cost_per_pixel": 0.0}}
            """);

    assertThat(file.prices()).isEmpty();
    assertThat(file.notes()).isEmpty();
  }

  @Test
  void priceKeysThatCannotBeChargedAreToldOnce() throws PriceFileException {
    LiteLlmFile file =
        read(
            """
            {"a": {"input_cost_per_token": 1e-6,
                   "input_cost_per_pixel": 1e-8},
             "b": {"input_cost_per_pixel": 1e-8,
                   "off_peak_pricing": {"hours_utc": "16:30-00:30"}}}
            """);

    assertThat(file.notes())
        .containsExactly(
            "line 2, \"a\" and 1 more: input_cost_per_pixel is not understood and left out; what it"
                + " would add is not in the cost",
            "line 4, \"b\": off_peak_pricing is not understood and left out; what it would add is"
                + " not in the cost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"m\": {\"input_cost_per_token\": \"cheap\"}} | line 1: model \"m\", input_cost_per_token:"
            + " \"cheap\" is not accepted; expected a number not below 0",
        "{\"m\": {\"input_cost_per_token\": -1}} | line 1: model \"m\", input_cost_per_token",
        "{\"m\": {\"input_cost_per_token\": true}} | line 1: model \"m\", input_cost_per_token: true",
        "{\"m\": {\"input_cost_per_token\": [1]}} | line 1: model \"m\", input_cost_per_token: [",
        "{\"m\": {\"input_cost_per_token\": 1e999999999}} | line 1: model \"m\"",
        "{\"m\": {\"tiered_pricing\": [{\"range\": [1e30, 2], \"input_cost_per_token\": 1}]}} |"
            + " line 1: model \"m\", tiered_pricing: a row without \"range\"",
        "{\"m\": {\"tiered_pricing\": [5]}} | line 1: model \"m\", tiered_pricing",
        "{\"m\": 5} | line 1: \"m\" is not an object",
        "[] | line 1: the file is not an object",
        "{\"m\": {\"input_cost_per_token\": 1,}} | line 1, column 34: not JSON",
        "{\"m\": { | line 1, column",
        "{} {} | line 1: what follows the end is not an object"
      })
  void whatIsWrongIsSaid(String json, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(PriceFileException.class)
        .hasMessageStartingWith(message.strip());
  }

  @Test
  void theLineIsTheOneOfTheValue() {
    String json =
        "{\n  \"m\": {\n    \"mode\": \"chat\",\n    \"output_cost_per_token\": \"x\"\n}}";

    assertThatThrownBy(() -> read(json)).hasMessageStartingWith("line 4: model \"m\", output");
  }

  @Test
  void aPictureIsChargedOnceAtTheDearerOfItsPrices() throws PriceFileException {
    String mode = "\"mode\": \"image_generation\", ";
    String input = "\"input_cost_per_image\": ";
    String output = "\"output_cost_per_image\": ";

    assertThat(only("m", mode + output + "0.04, " + input + "0").rates().get(Unit.IMAGES))
        .isEqualByComparingTo("40");
    assertThat(only("m", mode + input + "0.04, " + output + "0").rates().get(Unit.IMAGES))
        .isEqualByComparingTo("40");
  }

  @Test
  void perplexitysSearchesAreARequestsPriceByBreadth() throws PriceFileException {
    String sizes =
        "\"litellm_provider\": \"perplexity\", \"search_context_cost_per_query\":"
            + " {\"search_context_size_low\": 0.005, \"search_context_size_high\": 0.012}";

    OwnPrice price = only("perplexity/sonar", sizes);
    assertThat(price.rates()).isEmpty();
    assertThat(price.searching()).containsOnlyKeys("low", "high");
    assertThat(price.searching().get("low")).isEqualByComparingTo("5");
    assertThat(only("perplexity/sonar-deep-research", sizes).rates())
        .containsOnlyKeys(Unit.SEARCH_QUERIES);
  }
}
