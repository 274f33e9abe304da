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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnPriceTest {

  private static final Instant DAY = Instant.parse("2026-10-01T12:00:00Z");

  private static PriceQuery query(
      String provider, String model, @Nullable String tier, @Nullable String region, Usage usage) {
    return new PriceQuery(provider, model, null, usage, false, DAY, tier, region, null);
  }

  private static PriceQuery query(String provider, String model) {
    return query(provider, model, null, null, usage(1_000_000, 0, 1_000_000));
  }

  private static Usage usage(long input, long cached, long output) {
    return Usage.builder()
        .set(Unit.INPUT, input)
        .set(Unit.CACHE_READ, cached)
        .set(Unit.OUTPUT, output)
        .build();
  }

  private static BigDecimal usd(String text) {
    return new BigDecimal(text);
  }

  private static CataloguePricer with(Map<String, OwnPrice> prices) {
    return CataloguePricer.with(new Overrides(Map.of(), prices, Discounts.NONE));
  }

  @Test
  void changesOnlyWhatItNames() {
    OwnPrice output = OwnPrice.flat(Map.of(Unit.OUTPUT, usd("7")));
    CataloguePricer own = with(Map.of("openai/gpt-4o", output));

    Cost cost =
        own.price(query("openai", "gpt-4o", null, null, usage(2_000_000, 1_000_000, 1_000_000)));

    assertThat(cost.breakdown().get(Unit.INPUT)).isEqualByComparingTo("2.5");
    assertThat(cost.breakdown().get(Unit.CACHE_READ)).isEqualByComparingTo("1.25");
    assertThat(cost.breakdown().get(Unit.OUTPUT)).isEqualByComparingTo("7");
    assertThat(cost.match()).isEqualTo("override");
    assertThat(cost.pricedAs()).isEqualTo("openai/gpt-4o");
  }

  @Test
  void acachePriceItDoesNotNameIsTheInputs() {
    OwnPrice input = OwnPrice.flat(Map.of(Unit.INPUT, usd("2"), Unit.OUTPUT, usd("4")));
    CataloguePricer own = with(Map.of("house", input));

    Cost cost =
        own.price(query("openai_compatible", "House", null, null, usage(1_000_000, 400_000, 0)));

    assertThat(cost.usd()).isEqualByComparingTo("2");
    assertThat(cost.pricedAs()).isEqualTo("openai_compatible/house");
  }

  @Test
  void theProvidersGoesBeforeTheModelsAlone() {
    CataloguePricer own =
        with(
            Map.of(
                "m", OwnPrice.flat(Map.of(Unit.INPUT, usd("1"), Unit.OUTPUT, usd("1"))),
                "azure/m", OwnPrice.flat(Map.of(Unit.INPUT, usd("2"), Unit.OUTPUT, usd("2")))));

    assertThat(own.price(query("azure.openai", "m")).usd()).isEqualByComparingTo("4");
    assertThat(own.price(query("groq", "m")).usd()).isEqualByComparingTo("2");
  }

  @Test
  void localModelsHaveTheRatesTheyAreGiven() {
    OwnPrice rate = OwnPrice.flat(Map.of(Unit.INPUT, usd("0.1"), Unit.OUTPUT, usd("0.2")));

    Cost cost = with(Map.of("ollama/llama3.2", rate)).price(query("ollama", "llama3.2"));

    assertThat(cost.usd()).isEqualByComparingTo("0.3");
    assertThat(cost.match()).isEqualTo("override");
  }

  @Test
  void tiersOfACatalogueModelHoldForItsOwnRates() {
    CataloguePricer own = with(Map.of("openai/gpt-5", OwnPrice.flat(Map.of(Unit.INPUT, usd("8")))));

    Cost cost = own.price(query("openai", "gpt-5", "flex", null, usage(1_000_000, 0, 0)));

    assertThat(cost.usd()).isEqualByComparingTo("4");
    assertThat(cost.reason()).isNull();
  }

  @Test
  void ownTiersStepsAndRegions() {
    OwnPrice flex =
        new OwnPrice(
            Map.of(Unit.INPUT, usd("1")),
            new TreeMap<>(Map.of(1_001L, Map.of(Unit.INPUT, usd("3")))),
            Map.of(),
            Map.of());
    OwnPrice price =
        new OwnPrice(
            Map.of(Unit.INPUT, usd("10"), Unit.OUTPUT, usd("20")),
            new TreeMap<>(Map.of(1_001L, Map.of(Unit.INPUT, usd("30")))),
            Map.of("flex", flex),
            Map.of("eu", usd("1.1"), "fast", usd("6")));
    CataloguePricer own = with(Map.of("m", price));

    assertThat(own.price(query("x", "m", null, null, usage(1_000, 0, 0))).usd())
        .isEqualByComparingTo("0.01");
    assertThat(own.price(query("x", "m", null, null, usage(1_001, 0, 0))).usd())
        .isEqualByComparingTo("0.03003");
    assertThat(own.price(query("x", "m", "flex", null, usage(1_000, 0, 0))).usd())
        .isEqualByComparingTo("0.001");
    assertThat(own.price(query("x", "m", "flex", null, usage(1_001, 0, 0))).usd())
        .isEqualByComparingTo("0.003003");
    assertThat(own.price(query("x", "m", "fast", "eu", usage(1_000, 0, 0))).usd())
        .isEqualByComparingTo("0.066");
  }

  @Test
  void aliasesMayLeadToAnOwnPrice() {
    CataloguePricer own =
        CataloguePricer.with(
            new Overrides(
                Map.of("azure.openai/dep", "openai/special"),
                Map.of("openai/special", OwnPrice.flat(Map.of(Unit.INPUT, usd("5")))),
                Discounts.NONE));

    Cost cost = own.price(query("azure.openai", "dep", null, null, usage(1_000_000, 0, 0)));

    assertThat(cost.usd()).isEqualByComparingTo("5");
    assertThat(cost.match()).isEqualTo("override-alias");
  }

  @Test
  void discountsComeOffOnceAndTheListPriceStays() {
    CataloguePricer own =
        CataloguePricer.with(
            new Overrides(
                Map.of(),
                Map.of(),
                new Discounts(
                    Map.of(
                        "OpenAI", usd("10"), "openai/gpt-4o-*", usd("12.5"), "azure", usd("50")))));

    Cost four = own.price(query("openai", "gpt-4o"));
    assertThat(four.usd()).isEqualByComparingTo("11.25");
    assertThat(four.listUsd()).isEqualByComparingTo("12.5");
    assertThat(four.breakdown().get(Unit.OUTPUT)).isEqualByComparingTo("10");
    assertThat(four.reason()).isEqualTo("discount 10% (openai)");
    assertThat(own.price(query("openai", "gpt-4o-mini")).reason())
        .isEqualTo("discount 12.5% (openai/gpt-4o-*)");
    assertThat(own.price(query("azure.openai", "gpt-4o")).usd()).isEqualByComparingTo("6.25");
    assertThat(own.price(query("anthropic", "claude-haiku-4-5")).reason()).isNull();
  }

  @Test
  void whatTheProviderStatedIsNotDiscounted() {
    CataloguePricer own =
        CataloguePricer.with(
            new Overrides(Map.of(), Map.of(), new Discounts(Map.of("*", usd("10")))));
    PriceQuery query =
        new PriceQuery(
            "openai", "gpt-4o", null, usage(1_000_000, 0, 0), false, DAY, null, null, usd("2.4"));

    Cost cost = own.price(List.of(query));

    assertThat(cost.state()).isEqualTo(CostState.REPORTED);
    assertThat(cost.usd()).isEqualByComparingTo("2.4");
    assertThat(cost.listUsd()).isEqualByComparingTo("2.5");
  }

  @Test
  void oneRoundingWithADiscountToo() {
    CataloguePricer own =
        CataloguePricer.with(
            new Overrides(
                Map.of(),
                Map.of("m", OwnPrice.flat(Map.of(Unit.INPUT, usd("0.0000015")))),
                new Discounts(Map.of("x", usd("50")))));

    // 1.5e-12 at list rounds to 2e-12, half of which would be 1e-12; half of 1.5e-12 is 0.75e-12
    Cost cost = own.price(query("x", "m", null, null, usage(1, 0, 0)));
    assertThat(cost.listUsd()).isEqualByComparingTo("2e-12");
    assertThat(cost.usd()).isEqualByComparingTo("1e-12");
    Cost three = own.price(query("x", "m", null, null, usage(3, 0, 0)));
    assertThat(three.usd()).isEqualByComparingTo("2e-12");
  }

  private static OwnPrice input(String rate) {
    return OwnPrice.flat(Map.of(Unit.INPUT, usd(rate)));
  }

  private static PriceQuery served(String provider, String asked, String served) {
    return new PriceQuery(
        provider, asked, served, usage(1_000_000, 0, 0), false, DAY, null, null, null);
  }

  private static CataloguePricer aliased(String name, String target) {
    return CataloguePricer.with(new Overrides(Map.of(name, target), Map.of(), Discounts.NONE));
  }

  @Test
  void afactorOfTheUsersIsNotOnTopOfTheCatalogues() {
    OwnPrice fast = new OwnPrice(Map.of(), new TreeMap<>(), Map.of(), Map.of("fast", usd("6.0")));
    CataloguePricer own = with(Map.of("anthropic/claude-opus-4-6", fast));

    Cost cost =
        own.price(query("anthropic", "claude-opus-4-6", "fast", null, usage(1_000_000, 0, 0)));

    assertThat(cost.usd()).isEqualByComparingTo("30");
  }

  @Test
  void alongPromptKeepsItsStepInATierThatHasNone() {
    OwnPrice flex = OwnPrice.flat(Map.of(Unit.INPUT, usd("1"), Unit.OUTPUT, usd("4")));
    OwnPrice price =
        new OwnPrice(
            Map.of(Unit.INPUT, usd("2"), Unit.OUTPUT, usd("8")),
            new TreeMap<>(Map.of(200_001L, Map.of(Unit.INPUT, usd("5")))),
            Map.of("flex", flex),
            Map.of());
    CataloguePricer own = with(Map.of("m", price));

    Cost brief = own.price(query("x", "m", "flex", null, usage(200_000, 0, 1_000_000)));
    assertThat(brief.usd()).isEqualByComparingTo("4.2");
    assertThat(brief.reason()).isNull();
    Cost lengthy = own.price(query("x", "m", "flex", null, usage(1_000_000, 0, 1_000_000)));
    assertThat(lengthy.usd()).isEqualByComparingTo("9");
    assertThat(lengthy.reason())
        .isEqualTo("approximate: no price for long prompts in the service tier");
  }

  @Test
  void theDiscountThatSaysMostOfTheModelCounts() {
    Discounts discounts =
        new Discounts(
            Map.of(
                "azure.openai", usd("5"),
                "azure/gpt-5*", usd("20"),
                "a*/gpt-4o-mini", usd("1"),
                "azure/gpt-4o-mini", usd("2"),
                "azur*/x", usd("3"),
                "*azur/x", usd("4"),
                "*zure/x", usd("6")));
    List<String> azure = List.of("azure.openai", "azure");

    assertThat(percent(discounts, azure, "gpt-5-mini")).isEqualByComparingTo("20");
    assertThat(percent(discounts, azure, "gpt-4.1")).isEqualByComparingTo("5");
    assertThat(percent(discounts, azure, "gpt-4o-mini")).isEqualByComparingTo("2");
    // as many letters: the text decides, on every run
    assertThat(percent(discounts, azure, "x")).isEqualByComparingTo("3");
  }

  private static BigDecimal percent(Discounts discounts, List<String> providers, String model) {
    Discounts.Discount discount = discounts.of(providers, List.of(model));
    assertThat(discount).isNotNull();
    return discount.percent();
  }

  @Test
  void theKeyOfOneSellerCountsForThatOneAlone() {
    CataloguePricer own =
        with(
            Map.of(
                "ollama/qwen3", input("3"),
                "vertex_ai/gemini-2.5-pro", input("4"),
                "azure/m", input("5"),
                "x_ai/grok-4", input("6"),
                "local/l", input("7")));

    assertThat(own.price(served("ollama", "qwen3", "qwen3")).usd()).isEqualByComparingTo("3");
    assertThat(own.price(served("vllm", "qwen3", "qwen3")).usd()).isEqualByComparingTo("0");
    assertThat(own.price(served("vllm", "l", "l")).usd()).isEqualByComparingTo("0");
    String gemini = "gemini-2.5-pro";
    assertThat(own.price(served("gcp.vertex", gemini, gemini)).match()).isEqualTo("override");
    assertThat(own.price(served("gcp.gemini", gemini, gemini)).match()).isNotEqualTo("override");
    assertThat(own.price(served("azure.openai", "m", "m")).usd()).isEqualByComparingTo("5");
    assertThat(own.price(served("azure.ai", "m", "m")).usd()).isEqualByComparingTo("5");
    assertThat(own.price(served("xai", "grok-4", "grok-4")).match()).isEqualTo("override");
  }

  @Test
  void analiasOfTheNameAskedForGivesWayToAKnownModelThatServed() {
    CataloguePricer dep = aliased("azure.openai/dep", "azure/gpt-4o");

    assertThat(dep.price(served("azure.openai", "dep", "gpt-4.1")).pricedAs())
        .isEqualTo("openai/gpt-4.1");
    assertThat(dep.price(served("azure.openai", "dep", "house-7")).pricedAs())
        .isEqualTo("openai/gpt-4o");
    CataloguePricer said = aliased("azure.openai/gpt-4.1", "azure/gpt-4o");
    assertThat(said.price(served("azure.openai", "dep", "gpt-4.1")).pricedAs())
        .isEqualTo("openai/gpt-4o");
  }

  @Test
  void apriceOfTheModelAskedForIsNoneOfAnotherThatServed() {
    CataloguePricer own = with(Map.of("openai/gpt-4o", input("9"), "azure/dep", input("8")));

    assertThat(own.price(served("openai", "gpt-4o", "gpt-4.1")).match()).isEqualTo("exact");
    assertThat(own.price(served("openai", "gpt-4o", "gpt-4o-2024-11-20")).usd())
        .isEqualByComparingTo("9");
    assertThat(own.price(served("openai", "gpt-4o", "never-heard")).usd())
        .isEqualByComparingTo("9");
    assertThat(own.price(served("azure.openai", "dep", "gpt-4.1")).usd()).isEqualByComparingTo("8");
  }

  @Test
  void apriceOfAFineTuneBaseHoldsForWhatWasMadeOfIt() {
    CataloguePricer own =
        with(
            Map.of(
                "openai/ft:gpt-4o-2024-08-06", input("5"),
                "openai/ft:gpt-4o-2024-08-06:org::two", input("6")));

    assertThat(own.price(query("openai", "ft:gpt-4o-2024-08-06:org::id")).usd())
        .isEqualByComparingTo("20");
    assertThat(own.price(query("openai", "ft:gpt-4o-2024-08-06:org::two")).usd())
        .isEqualByComparingTo("21");
  }

  @Test
  void analiasMayLeadToAModelOfOnesOwn() {
    Cost cost = aliased("my-llm", "ollama/llama3").price(query("openai_compatible", "my-llm"));

    assertThat(cost.usd()).isEqualByComparingTo("0");
    assertThat(cost.match()).isEqualTo("override-alias");
    assertThat(cost.pricedAs()).isEqualTo("local/llama3");
  }

  @Test
  void arequestThatSearchesIsChargedOnceByItsBreadth() {
    OwnPrice sonar =
        new OwnPrice(
            Map.of(),
            new TreeMap<>(),
            Map.of(),
            Map.of(),
            Map.of("low", usd("4"), "medium", usd("6"), "high", usd("9")));
    CataloguePricer own = with(Map.of("perplexity/sonar", sonar));
    Usage usage = Usage.builder().set(Unit.INPUT, 1_000_000).set(Unit.WEB_SEARCH, 1).build();
    PriceQuery said =
        new PriceQuery(
            "perplexity",
            "sonar",
            "sonar",
            usage,
            false,
            DAY,
            null,
            null,
            null,
            Map.of("search_context_size", "low"));
    PriceQuery unsaid =
        new PriceQuery("perplexity", "sonar", "sonar", usage, false, DAY, null, null, null);

    assertThat(own.price(said).usd()).isEqualByComparingTo("1.004");
    assertThat(own.price(unsaid).usd()).isEqualByComparingTo("1.009");
  }

  @Test
  void atierThatRestsOnAGeneralWordSaysSo() {
    Cost cost =
        CataloguePricer.bundled()
            .price(query("mistral", "mistral-large-4", "batch", null, usage(1_000_000, 0, 0)));

    assertThat(cost.usd()).isEqualByComparingTo("0.35");
    assertThat(cost.reason()).startsWith("approximate: ");
  }
}
