// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.Discounts;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceUpkeepTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path temp;

  private final List<String> told = new ArrayList<>();

  private PriceUpkeep upkeep(Map<String, String> aliases, Path... files) {
    return new PriceUpkeep(
        new PriceOptions(List.of(files), aliases, Discounts.NONE, null, Duration.ofDays(60)),
        told::add,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Cost price(PriceUpkeep upkeep, String model) {
    Usage usage = Usage.builder().set(Unit.INPUT, 1_000_000).set(Unit.OUTPUT, 0).build();
    return CataloguePricer.following(upkeep)
        .price(List.of(new PriceQuery("openai", model, null, usage, false, NOW, null, null, null)));
  }

  private static void write(Path file, String text) throws Exception {
    Files.writeString(file, text);
    // the clock of a file system may be too coarse to tell two writes of a test apart
    Files.setLastModifiedTime(
        file, java.nio.file.attribute.FileTime.fromMillis(System.nanoTime() / 1_000));
  }

  private static String input(String rate) {
    return "{\"openai/gpt-4o\": {\"input_cost_per_token\": " + rate + "}}";
  }

  @Test
  void aFileCountsFromTheFirstCallAndWhenItChanges() throws Exception {
    Path file = temp.resolve("prices.json");
    write(file, input("1e-6"));
    PriceUpkeep upkeep = upkeep(Map.of(), file);
    assertThat(price(upkeep, "gpt-4o").usd()).isEqualByComparingTo("1");

    write(file, input("3e-6"));
    upkeep.round();

    assertThat(price(upkeep, "gpt-4o").usd()).isEqualByComparingTo("3");
    assertThat(told).isEmpty();
  }

  @Test
  void whatABadFileSaidBeforeStaysAndItIsToldOnce() throws Exception {
    Path file = temp.resolve("prices.json");
    write(file, input("1e-6"));
    PriceUpkeep upkeep = upkeep(Map.of(), file);
    upkeep.round();

    write(file, input("\"dear\""));
    upkeep.round();
    upkeep.round();

    assertThat(price(upkeep, "gpt-4o").usd()).isEqualByComparingTo("1");
    assertThat(told)
        .containsExactly(
            "price file "
                + file
                + ", line 1: model \"openai/gpt-4o\", input_cost_per_token: \"dear\" is not accepted;"
                + " expected a number not below 0, for instance 2.5e-06 or \"2.5e-06\"; what it said"
                + " before stays in force");
  }

  @Test
  void aFileThatIsNotThereIsToldAndTakenWhenItComes() throws Exception {
    Path file = temp.resolve("later.json");
    PriceUpkeep upkeep = upkeep(Map.of(), file);
    assertThat(price(upkeep, "gpt-4o").usd()).isEqualByComparingTo("2.5");
    assertThat(told)
        .containsExactly("price file " + file + " is not there; it is left out until it can be");

    write(file, input("4e-6"));
    upkeep.round();

    assertThat(price(upkeep, "gpt-4o").usd()).isEqualByComparingTo("4");
  }

  @Test
  void theLaterFileGoesFirstFieldByField() throws Exception {
    Path one = temp.resolve("1.json");
    Path two = temp.resolve("2.json");
    write(one, "{\"m\": {\"input_cost_per_token\": 1e-6, \"output_cost_per_token\": 5e-6}}");
    write(two, "{\"m\": {\"input_cost_per_token\": 2e-6}}");

    Cost cost = price(upkeep(Map.of(), one, two), "m");

    assertThat(cost.usd()).isEqualByComparingTo(new BigDecimal("2"));
    assertThat(cost.state()).isEqualTo(io.costspan.engine.price.CostState.PRICED);
  }

  @Test
  void anAliasThatLeadsNowhereIsToldWithTheNearest() {
    PriceUpkeep upkeep =
        upkeep(
            Map.of(
                "dep", "openai/gpt-4o-mni",
                "other", "opnai/gpt-4o",
                "good", "openai/gpt-4o"));

    assertThat(price(upkeep, "good").match()).isEqualTo("override-alias");
    price(upkeep, "dep");

    assertThat(told)
        .containsExactly(
            "price alias dep=openai/gpt-4o-mni: there is no price for openai/gpt-4o-mni; did you mean"
                + " openai/gpt-4o-mini? The alias is left out",
            "price alias other=opnai/gpt-4o: there is no price for opnai/gpt-4o; did you mean"
                + " openai/gpt-4o? The alias is left out");
  }

  @Test
  void anOldCatalogueIsToldOnce() {
    PriceUpkeep upkeep =
        new PriceUpkeep(
            new PriceOptions(List.of(), Map.of(), Discounts.NONE, null, Duration.ofDays(60)),
            told::add,
            Clock.fixed(NOW.plus(Duration.ofDays(400)), ZoneOffset.UTC));

    price(upkeep, "gpt-4o");
    price(upkeep, "gpt-4o");

    assertThat(told).hasSize(1);
    assertThat(told.get(0)).contains("days old", "costspan.price.refresh.from");
  }

  @Test
  void aFileThatCannotBeReadIsToldOnceAndTakenWhenItCan() throws Exception {
    Path file = temp.resolve("prices.json");
    // a directory has a state and cannot be read, whoever asks
    Files.createDirectory(file);
    java.nio.file.attribute.FileTime time = Files.getLastModifiedTime(file);
    PriceUpkeep upkeep = upkeep(Map.of(), file);
    upkeep.round();
    upkeep.round();
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).contains("cannot be read");

    long size = Files.size(file);
    Files.delete(file);
    Files.writeString(file, input("4e-6") + " ".repeat((int) size - input("4e-6").length()));
    Files.setLastModifiedTime(file, time);
    upkeep.round();

    assertThat(price(upkeep, "gpt-4o").usd()).isEqualByComparingTo("4");
  }
}
