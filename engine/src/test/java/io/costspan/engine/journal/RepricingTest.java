// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.Discounts;
import io.costspan.engine.price.Overrides;
import io.costspan.engine.price.OwnPrice;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepricingTest {

  private static CataloguePricer with(Map<String, OwnPrice> prices) {
    return CataloguePricer.with(new Overrides(Map.of(), prices, Discounts.NONE));
  }

  @Test
  void theSamePricesGiveTheSameCost() {
    JournalEntry first = EntryOfCall.of(SampleCalls.full(3), "shop");
    CataloguePricer pricer =
        with(Map.of("advisor", OwnPrice.flat(Map.of(Unit.OUTPUT, BigDecimal.TEN))));
    Cost cost = pricer.price(first.parts());
    JournalEntry entry =
        EntryOfCall.of(new PricedCall(SampleCalls.full(3).call(), cost, first.parts()), "shop");

    assertThat(new Repricing(pricer).of(entry)).isEqualTo(cost);
    assertThat(cost.usd()).isEqualByComparingTo("0.01");
    assertThat(cost.listUsd()).isNotNull();
  }

  @Test
  void otherPricesGiveAnother() {
    JournalEntry entry = EntryOfCall.of(SampleCalls.full(0), "shop");
    OwnPrice price =
        OwnPrice.flat(Map.of(Unit.INPUT, new BigDecimal("1000"), Unit.OUTPUT, BigDecimal.ZERO));

    Cost cost = new Repricing(with(Map.of("gpt-4o-mini", price, "advisor", price))).of(entry);

    assertThat(cost.match()).isEqualTo("override");
    assertThat(cost.breakdown().get(Unit.INPUT)).isEqualByComparingTo("1");
    assertThat(cost.listUsd()).isEqualByComparingTo("1");
    assertThat(cost.usd()).isEqualByComparingTo("0.01");
  }

  @Test
  void whatWasNotToldStaysAsItIs() {
    JournalEntry entry = EntryOfCall.of(SampleCalls.bare(), "shop");

    assertThat(new Repricing(CataloguePricer.bundled()).of(entry)).isEqualTo(entry.cost());
  }

  @Test
  void whatWasAnsweredHereStillCostsNothing() {
    JournalEntry entry = EntryOfCall.of(SampleCalls.hit(), "shop");

    assertThat(entry.used().usage().isEmpty()).isFalse();
    assertThat(new Repricing(CataloguePricer.bundled()).of(entry)).isEqualTo(entry.cost());
  }

  private static JournalEntry without(String provider, String host) {
    JournalEntry entry = EntryOfCall.of(SampleCalls.full(0), "shop");
    Usage usage = Usage.builder().set(Unit.INPUT, 1_000_000).build();
    return new JournalEntry(
        entry.at(),
        entry.service(),
        entry.identity(),
        new JournalEntry.Target(provider, "openai-chat", "chat", host, 443),
        "gpt-5.5",
        "gpt-5.5",
        false,
        entry.ending(),
        new JournalEntry.Used(usage, List.of(), null, null, null, List.of(), List.of(), List.of()),
        entry.cost(),
        null,
        Handled.NOT);
  }

  @Test
  void anOldLineTellsTheRegionAndTheSellerByItsHost() {
    Repricing repricing = new Repricing(CataloguePricer.bundled());

    BigDecimal anywhere = repricing.of(without("openai", "api.openai.com")).usd();
    assertThat(anywhere).isNotNull();
    assertThat(repricing.of(without("openai", "EU.api.openai.com")).usd())
        .isEqualByComparingTo(anywhere.multiply(new BigDecimal("1.1")));
    assertThat(repricing.of(without("ollama", "localhost")).usd()).isEqualByComparingTo("0");
    assertThat(repricing.of(without("ollama", "ollama.com")).usd()).isNull();
  }
}
