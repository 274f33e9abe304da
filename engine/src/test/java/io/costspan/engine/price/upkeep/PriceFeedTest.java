// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.price.Catalogue;
import io.costspan.engine.price.Cost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a list that is fetched changes, and what is asked of its source. */
class PriceFeedTest extends PriceFeedHarness {
  @Test
  void newModelsAndPricesCountOnceFetched() {
    text =
        genai(
            model("gpt-new", "{\"input_mtok\":0.30000000000000004,\"output_mtok\":2e0}"),
            model(
                "gpt-4o",
                "[{\"prices\":{\"input_mtok\":2.5,\"output_mtok\":10}},{\"constraint\":"
                    + "{\"type\":\"start_date\",\"start_date\":\"2026-11-20\"},\"prices\":{"
                    + "\"input_mtok\":{\"base\":1,\"tiers\":[{\"start\":999999,\"price\":3}]},"
                    + "\"output_mtok\":4}}]"));
    PriceUpkeep upkeep = upkeep(address());
    assertThat(price(upkeep, "openai", "gpt-new").usd()).isNull();

    upkeep.round();

    assertThat(told).isEmpty();
    assertThat(price(upkeep, "openai", "gpt-new").usd()).isEqualByComparingTo("2.3");
    assertThat(price(upkeep, "openai", "gpt-new-2026-11-01").usd()).isEqualByComparingTo("2.3");
    Cost known = price(upkeep, "openai", "gpt-4o");
    assertThat(known.usd()).isEqualByComparingTo("7");
    assertThat(known.catalogue()).startsWith("data.json ").contains(" (2026-11-22) + overlay ");
    assertThat(upkeep.info().source()).isEqualTo("refreshed");
    assertThat(upkeep.info().date()).isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
  }

  @Test
  void itIsAskedByItsTagAndOnlyWhenItIsTime() {
    text = genai();
    PriceUpkeep upkeep = upkeep(address());

    upkeep.round();
    upkeep.round();
    now = START.plus(Duration.ofMinutes(59));
    upkeep.round();
    assertThat(asked).containsExactly("null");

    now = START.plus(Duration.ofMinutes(61));
    upkeep.round();
    assertThat(asked).containsExactly("null", "\"1\"");
    assertThat(told).isEmpty();
  }

  @Test
  void theLastGoodOneIsThereAtTheNextStart() throws Exception {
    now = Catalogue.bundled().date();
    text = genai(model("gpt-new", "{\"input_mtok\":1,\"output_mtok\":1}"));
    upkeep(address()).round();
    Path kept = home.resolve("prices/feed");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");

    status = 503;
    etag = "\"2\"";
    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isEqualByComparingTo("2");

    assertThat(price(upkeep("/elsewhere.json"), "openai", "gpt-new").usd()).isNull();
    byte[] damaged = Files.readAllBytes(kept);
    damaged[damaged.length - 5]++;
    Files.write(kept, damaged);
    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isNull();
  }

  @Test
  void whatCannotBeHadIsToldOnceAndNothingChanges() {
    status = 503;
    PriceUpkeep upkeep = upkeep(address());

    upkeep.round();
    now = now.plus(Duration.ofHours(2));
    upkeep.round();

    assertThat(asked).hasSize(2);
    assertThat(told)
        .containsExactly(
            "prices from "
                + address()
                + " cannot be had: the server answered 503; the bundled ones"
                + " stay in force");
    assertThat(price(upkeep, "openai", "gpt-4o").usd()).isEqualByComparingTo("12.5");
  }

  @Test
  void aLiteLlmFileGoesBeforeTheCatalogueAndAfterTheUser() {
    text =
        "{\"gpt-4o\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 1e-6},"
            + " \"gpt-new\": {\"input_cost_per_token\": 2e-6}}";
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();

    Cost known = price(upkeep, "openai", "gpt-4o");
    assertThat(known.usd()).isEqualByComparingTo("11");
    assertThat(known.match()).isEqualTo("feed");
    assertThat(told).isEmpty();
  }

  @Test
  void ourOwnLinesFromAFile() throws Exception {
    Path file = Files.writeString(home.resolve("catalogue.json"), unfinishedLines() + "]}\n]\n");
    PriceUpkeep upkeep = upkeep(file.toString());

    upkeep.round();

    assertThat(told).isEmpty();
    assertThat(price(upkeep, "openai", "m7").usd()).isEqualByComparingTo("3");
    assertThat(upkeep.info().version()).startsWith("house 7 (2026-11-21)");
  }

  @Test
  void anEmptyPriceListOfANewModelIsNotFreeOfCharge() {
    text = genai(model("gpt-new", "{}"));
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();

    assertThat(told).isEmpty();
    assertThat(upkeep.info().source()).isEqualTo("refreshed");
    assertThat(price(upkeep, "openai", "gpt-new").usd()).isNull();
  }

  @Test
  void aKeptCatalogueThatIsOlderThanTheBundledOneIsLeft() {
    now = Catalogue.bundled().date().minus(Duration.ofDays(20));
    text = genai(model("gpt-new", "{\"input_mtok\":1,\"output_mtok\":1}"));
    PriceUpkeep before = upkeep(address());
    before.round();
    assertThat(price(before, "openai", "gpt-new").usd()).isEqualByComparingTo("2");

    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isNull();
    // the source says that it is what it still has
    now = Catalogue.bundled().date();
    before.round();
    assertThat(asked).containsExactly("null", "\"1\"");
    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isEqualByComparingTo("2");
  }
}
