// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CataloguePricerTest {

  private static final Instant DAY = Instant.parse("2026-10-01T12:00:00Z");
  private static final Usage USAGE =
      Usage.builder().set(Unit.INPUT, 1000).set(Unit.OUTPUT, 100).build();

  private final CataloguePricer pricer = CataloguePricer.bundled();

  private static PriceQuery query(String provider, String requestModel, String responseModel) {
    return new PriceQuery(
        provider, requestModel, responseModel, USAGE, false, DAY, null, null, null);
  }

  private static PriceQuery stated(PriceQuery query, String usd) {
    return new PriceQuery(
        query.provider(),
        query.requestModel(),
        query.responseModel(),
        query.usage(),
        query.usageEstimated(),
        query.at(),
        query.serviceTier(),
        query.region(),
        new BigDecimal(usd));
  }

  private static PriceQuery tier(PriceQuery query, String tier) {
    return new PriceQuery(
        query.provider(),
        query.requestModel(),
        query.responseModel(),
        query.usage(),
        query.usageEstimated(),
        query.at(),
        tier,
        query.region(),
        query.providerUsd());
  }

  @Test
  void keepsHowTheNameWasFound() {
    assertThat(pricer.price(query("openai", null, "gpt-4o")).match()).isEqualTo("exact");
    assertThat(pricer.price(query("openai", null, "gpt-4o-2024-08-06")).match()).isEqualTo("alias");
    assertThat(pricer.price(query("anthropic", null, "claude-haiku-4-5-20251001")).match())
        .isEqualTo("pattern");
    assertThat(pricer.price(query("openai", null, "o3-pro-2031-01-01")).match())
        .isEqualTo("date-stripped");
    assertThat(pricer.price(query("openai", null, "ft:gpt-4o-2024-08-06:o::1")).match())
        .isEqualTo("fine-tune-base");
    assertThat(pricer.price(query("ollama", "any", null)).match()).isEqualTo("local");
    assertThat(pricer.price(query("openrouter", "a/b:free", null)).match()).isEqualTo("free");
  }

  @Test
  void prefersTheModelThatServed() {
    Cost cost = pricer.price(query("openai", "gpt-4o", "gpt-4o-mini-2024-07-18"));

    assertThat(cost.pricedAs()).isEqualTo("openai/gpt-4o-mini");
    assertThat(cost.reason()).isNull();
  }

  @Test
  void saysWhenOnlyTheModelAskedForIsKnown() {
    Cost cost = pricer.price(query("openai", "gpt-4o", "gpt-4o-2031-01-01"));

    assertThat(cost.pricedAs()).isEqualTo("openai/gpt-4o");
    assertThat(cost.reason()).isEqualTo("approximate: priced by the model asked for");
  }

  @Test
  void doesNotPriceWhatARouterServedByWhatWasAskedFor() {
    assertThat(pricer.price(query("openai", "gpt-4.1-mini", "some/other-model")).reason())
        .isEqualTo("unknown-model");
    Cost elsewhere = pricer.price(query("openrouter", "vendor/trial:free", "vendor/paid-9"));
    assertThat(elsewhere.state()).isEqualTo(CostState.UNPRICED);
    assertThat(elsewhere.usd()).isNull();
  }

  @Test
  void pricesAnOpaqueProfileByTheModelThatServed() {
    Cost cost =
        pricer.price(
            query(
                "aws.bedrock",
                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2",
                "claude-opus-4-1-20250805"));

    assertThat(cost.pricedAs()).startsWith("aws/").contains("claude-opus-4-1");
  }

  @Test
  void takesBedrocksGeographyFromTheRequest() {
    Cost cost =
        pricer.price(
            query(
                "aws.bedrock",
                "global.anthropic.claude-haiku-4-5-20251001-v1:0",
                "claude-haiku-4-5-20251001"));

    assertThat(cost.usd()).isEqualByComparingTo("0.0015");
  }

  @Test
  void pricesBedrocksRegionalAndGlobalIdsApart() {
    String id = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    Cost regional = pricer.price(query("aws.bedrock", "us." + id, "claude-sonnet-4-5-20250929"));
    Cost global = pricer.price(query("aws.bedrock", "global." + id, null));
    Cost routed =
        pricer.price(
            query(
                "aws.bedrock",
                "arn:aws:bedrock:us-west-2:123456789012:default-prompt-router/anthropic.claude:1",
                "arn:aws:bedrock:us-west-2:123456789012:inference-profile/global." + id));

    assertThat(global.state()).isEqualTo(CostState.PRICED);
    assertThat(regional.state()).isEqualTo(CostState.PRICED);
    assertThat(regional.usd()).isEqualByComparingTo(global.usd().multiply(new BigDecimal("1.1")));
    assertThat(routed.usd()).isEqualByComparingTo(global.usd());
    assertThat(routed.reason()).isNull();
  }

  @Test
  void neverTakesADeploymentsNameForAnUnknownServedModel() {
    Cost cost = pricer.price(query("azure.openai", "gpt-4o", "gpt-house"));

    assertThat(cost.state()).isEqualTo(CostState.UNPRICED);
    assertThat(cost.usd()).isNull();
    assertThat(cost.reason()).isEqualTo("unknown-model");
  }

  @Test
  void saysWhyThereIsNoPrice() {
    assertThat(pricer.price(query("openai", null, null)).reason()).isEqualTo("no-model");
    assertThat(pricer.price(query("openai", null, "gpt-99")).reason()).isEqualTo("unknown-model");
    assertThat(pricer.price(query("elsewhere", null, "gpt-4o")).reason())
        .isEqualTo("unknown-provider");
    assertThat(pricer.price(query("openai_compatible", null, "gpt-4o")).reason())
        .isEqualTo("unknown-host");
    assertThat(pricer.price(query("openai", null, "whisper-1")).reason()).isEqualTo("no-rate");
    PriceQuery silent =
        new PriceQuery("openai", null, "gpt-4o", Usage.NONE, false, DAY, null, null, null);
    assertThat(pricer.price(silent).reason()).isEqualTo("no-usage");
    assertThat(pricer.price(List.of()).reason()).isEqualTo("no-usage");
  }

  @Test
  void putsTheProvidersWordFirstAndKeepsTheListPrice() {
    Cost cost = pricer.price(stated(query("openrouter", null, "openai/gpt-4o"), "0.0031"));

    assertThat(cost.state()).isEqualTo(CostState.REPORTED);
    assertThat(cost.usd()).isEqualByComparingTo("0.0031");
    assertThat(cost.listUsd()).isEqualByComparingTo("0.0035");
  }

  @Test
  void takesTheProvidersWordWhereThereIsNoListPrice() {
    Cost cost = pricer.price(stated(query("elsewhere", null, "x"), "0.25"));

    assertThat(cost.state()).isEqualTo(CostState.REPORTED);
    assertThat(cost.listUsd()).isNull();
    assertThat(cost.breakdown()).isEmpty();
  }

  @Test
  void doesNotBelieveAStatedZeroThatHasAListPrice() {
    Cost cost = pricer.price(stated(query("openrouter", null, "openai/gpt-4o"), "0"));

    assertThat(cost.state()).isEqualTo(CostState.PRICED);
    assertThat(cost.usd()).isEqualByComparingTo("0.0035");
    assertThat(cost.reason()).contains("stated 0");
  }

  @Test
  void marksEstimates() {
    PriceQuery query = new PriceQuery("openai", null, "gpt-4o", USAGE, true, DAY, null, null, null);

    assertThat(pricer.price(query).state()).isEqualTo(CostState.ESTIMATED);
  }

  @Test
  void pricesAnUnknownTierAsStandardAndSaysSo() {
    Cost cost = pricer.price(tier(query("openai", null, "gpt-4o"), "hyper"));

    assertThat(cost.usd()).isEqualByComparingTo("0.0035");
    assertThat(cost.reason())
        .isEqualTo("approximate: no price for the service tier, standard used");
  }

  @Test
  void saysWhenAnHoursWriteHasNoPriceOfItsOwn() {
    Cost cost = pricer.price(hourLongWrite("openrouter", "anthropic/claude-sonnet-4.5"));

    assertThat(cost.usd()).isEqualByComparingTo("0.00375");
    assertThat(cost.reason()).contains("cache_write_1h");
  }

  @Test
  void takesAnHoursWriteAtBedrockForTwiceTheInput() {
    Cost cost = pricer.price(hourLongWrite("aws.bedrock", "global.anthropic.claude-opus-4-8-v1:0"));

    assertThat(cost.usd()).isEqualByComparingTo("0.01");
    assertThat(cost.reason()).isNull();
  }

  @Test
  void atOpenRouterACacheThatGoogleKeepsIsChargedOnTop() {
    Usage overlapping =
        Usage.builder()
            .set(Unit.INPUT, 2168)
            .set(Unit.CACHE_READ, 2161)
            .set(Unit.CACHE_WRITE, 2161)
            .set(Unit.OUTPUT, 100)
            .build();

    // 7 at 0.1, 2161 read at 0.01, 2161 kept at 0.0833333333333, 100 out at 0.4
    assertThat(openRouter("google/gemini-2.5-flash-lite", overlapping))
        .isEqualByComparingTo("0.000242393333");
    // the older list has the price of the input in that of writing
    assertThat(openRouter("gemini-2.5-flash-preview", overlapping))
        .isEqualByComparingTo("0.000322098800");
    assertThat(openRouter("anthropic/claude-sonnet-4.5", overlapping))
        .as("elsewhere no more is written than was left")
        .isEqualByComparingTo("0.002174550000");
  }

  private BigDecimal openRouter(String model, Usage usage) {
    return pricer
        .price(new PriceQuery("openrouter", model, null, usage, false, DAY, null, null, null))
        .usd();
  }

  @Test
  void deepResearchPaysForReasoningCitationsAndQueriesApart() {
    Usage usage =
        Usage.builder()
            .set(Unit.INPUT, 33)
            .set(Unit.OUTPUT, 81_160)
            .set(Unit.REASONING, 73_997)
            .set(Unit.CITATION, 20_016)
            .set(Unit.SEARCH_QUERIES, 18)
            .build();
    PriceQuery research =
        new PriceQuery(
            "perplexity", null, "sonar-deep-research", usage, false, DAY, null, null, null);

    // 33 at 2, 7163 at 8, 73,997 at 3, 20,016 at 2; 18 at 5 a thousand
    assertThat(pricer.price(research).usd()).isEqualByComparingTo("0.409393");
  }

  @Test
  void aSearchCostsWhatARequestCosts() {
    Usage once = Usage.builder().set(Unit.REQUESTS, 1).build();
    PriceQuery search =
        new PriceQuery("perplexity", null, "search", once, false, DAY, null, null, null);

    assertThat(pricer.price(search).usd()).isEqualByComparingTo("0.005");
  }

  private static PriceQuery hourLongWrite(String provider, String model) {
    Usage usage =
        Usage.builder()
            .set(Unit.INPUT, 1000)
            .set(Unit.OUTPUT, 0)
            .set(Unit.CACHE_WRITE, 1000)
            .set(Unit.CACHE_WRITE_1H, 1000)
            .build();
    return new PriceQuery(provider, model, null, usage, false, DAY, null, null, null);
  }

  @Test
  void addsPartsOfOtherModelsAndRoundsOnce() {
    Usage third = Usage.builder().set(Unit.AUDIO_MILLIS, 10_001).build();
    PriceQuery whisper =
        new PriceQuery("groq", null, "whisper-large-v3", third, false, DAY, null, null, null);

    Cost one = pricer.price(whisper);
    Cost two = pricer.price(List.of(whisper, whisper));

    // 10.001 s at 0.111 an hour is 0.00030836416666...: twice the rounded one would end in 4
    assertThat(one.usd()).isEqualByComparingTo("0.000308364167");
    assertThat(two.usd()).isEqualByComparingTo("0.000616728333");
    assertThat(two.listUsd()).isEqualByComparingTo("0.000616728333");
  }

  @Test
  void doesNotPriceAPartByTheModelTheCallAskedFor() {
    PriceQuery call = query("anthropic", "claude-opus-4-8", "claude-opus-4-8");
    PriceQuery part = query("anthropic", "claude-opus-4-8", "claude-of-the-future");

    Cost cost = pricer.price(List.of(call, part));

    assertThat(cost.state()).isEqualTo(CostState.UNPRICED);
    assertThat(cost.reason()).isEqualTo("unknown-model");
  }

  @Test
  void keepsAStatedCostWhenAPartHasNoPrice() {
    PriceQuery call = stated(query("anthropic", null, "claude-opus-4-8"), "0.5");
    PriceQuery part = query("anthropic", null, "claude-of-the-future");

    Cost cost = pricer.price(List.of(call, part));

    assertThat(cost.state()).isEqualTo(CostState.REPORTED);
    assertThat(cost.usd()).isEqualByComparingTo("0.5");
    assertThat(cost.listUsd()).isNull();
  }

  @Test
  void theUsersWordGoesFirst() {
    CataloguePricer own =
        CataloguePricer.with(
            new Overrides(
                Map.of("azure.openai/my-deployment", "azure.openai/gpt-4o", "house", "gpt-4o-mini"),
                Map.of(
                    "openai_compatible/llama",
                    Map.of(Unit.INPUT, new BigDecimal("0.2"), Unit.OUTPUT, BigDecimal.ONE))));

    Cost deployment = own.price(query("azure.openai", "my-deployment", null));
    assertThat(deployment.pricedAs()).isEqualTo("openai/gpt-4o");
    assertThat(deployment.match()).isEqualTo("override-alias");
    assertThat(own.price(query("openai", "House", null)).pricedAs())
        .isEqualTo("openai/gpt-4o-mini");
    Cost hosted = own.price(tier(query("openai_compatible", "llama", null), "batch"));
    assertThat(hosted.usd()).isEqualByComparingTo("0.0003");
    assertThat(hosted.match()).isEqualTo("override");
    assertThat(hosted.reason()).isNull();
  }

  @Test
  void oneTokenIsNotNothing() {
    PriceQuery query =
        new PriceQuery(
            "openai",
            null,
            "text-embedding-3-small",
            Usage.builder().set(Unit.INPUT, 1).build(),
            false,
            DAY,
            null,
            null,
            null);

    assertThat(pricer.price(query).usd()).isEqualTo(new BigDecimal("0.00000002"));
  }

  @Test
  void knowsAModelThatOnlyTheSecondUpstreamHas() {
    Cost cost = pricer.price(query("together", null, "zai-org/GLM-5.3"));

    assertThat(cost.state()).isEqualTo(CostState.PRICED);
    assertThat(cost.pricedAs()).isEqualTo("together/zai-org/GLM-5.3");
    assertThat(cost.reason()).isNull();
  }

  @Test
  void aLatestNameOfTheSecondUpstreamIsApproximate() {
    assertThat(pricer.price(query("gcp.gemini", null, "gemini-flash-latest")).reason())
        .startsWith("approximate: what a -latest name stands for");
  }

  @Test
  void aBedrockIdOfItsOwnGeographyGoesBeforeTheBareOne() {
    assertThat(pricer.price(query("aws.bedrock", "eu.anthropic.claude-haiku-5-5", null)).pricedAs())
        .isEqualTo("aws/au.anthropic.claude-haiku-5-5");
    assertThat(pricer.price(query("aws.bedrock", "anthropic.claude-haiku-5-5", null)).reason())
        .contains("without the regional surcharge");
  }

  @Test
  void namesWhichCatalogueItIs() {
    assertThat(CataloguePricer.catalogueVersion())
        .startsWith("@pydantic/genai-prices 0.1.8 (")
        .contains(" + @earendil-works/pi-ai 1.5.2 (2026-11-10) + overlay 20");
    assertThat(pricer.price(query("openai", null, "gpt-4o")).catalogue())
        .isEqualTo(CataloguePricer.catalogueVersion());
  }
}
