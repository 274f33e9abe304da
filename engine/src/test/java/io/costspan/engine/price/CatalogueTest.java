// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.engine.usage.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The resources themselves. */
class CatalogueTest {

  private static final Instant DAY = Instant.parse("2026-10-01T12:00:00Z");

  private static JsonRow overlay() throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream("overlay.json");
        JsonParser parser = new JsonFactory().createParser(in)) {
      return JsonRow.read(parser);
    }
  }

  /** The catalogue's lines, the first of which is its header. */
  private static List<JsonRow> lines() throws IOException {
    List<JsonRow> lines = new ArrayList<>();
    try (InputStream in = Catalogue.class.getResourceAsStream("catalogue.json");
        JsonParser parser = new JsonFactory().createParser(in)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        lines.add(JsonRow.read(parser));
      }
    }
    return lines;
  }

  private static Set<String> providers() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (JsonRow row : lines()) {
      if (row.has("id")) {
        ids.add(row.text("id"));
      }
    }
    return ids;
  }

  @Test
  void everyProviderCanBeRead() throws IOException {
    Set<String> providers = providers();

    assertThat(providers).hasSizeGreaterThan(40).contains("openai", "anthropic", "google");
    for (String provider : providers) {
      assertThat(Catalogue.bundled().has(provider)).as(provider).isTrue();
      assertThat(Catalogue.bundled().book(provider)).as(provider).isNotNull();
    }
  }

  @Test
  void everyRowOfOursNamesItsSource() throws IOException {
    JsonRow overlay = overlay();
    for (String part :
        List.of(
            "boundaries", "aliases", "minimums", "tiers", "regions", "fees", "ratios", "models")) {
      assertThat(overlay.rows(part)).as(part).isNotEmpty();
      for (JsonRow row : overlay.rows(part)) {
        assertThat(row.textOrNull("source")).as("%s %s", part, row.keys()).isNotBlank();
      }
    }
  }

  @Test
  void everyModelOfOursIsFoundUnderItsOwnName() throws IOException {
    for (JsonRow row : overlay().rows("models")) {
      ProviderBook book = Catalogue.bundled().book(row.text("provider"));
      String id = row.text("id").toLowerCase(java.util.Locale.ROOT);

      assertThat(book.listed(id, DAY)).as(id).isNotNull();
      assertThat(book.listed(id, DAY).model().id()).isEqualTo(row.text("id"));
    }
  }

  @Test
  void noRowOfTheSecondUpstreamBearsANameThatIsKnown() throws IOException {
    JsonRow overlay = overlay();
    int newer = 0;
    for (JsonRow line : lines()) {
      if (!line.has("id") || !line.has("newer")) {
        continue;
      }
      ProviderBook known = known(line, overlay);
      for (JsonRow row : line.rows("newer")) {
        newer++;
        boolean guessed = String.valueOf(row.textOrNull("note")).contains("one source alone");
        List<String> names = new ArrayList<>(row.texts("names"));
        names.add(row.text("id").toLowerCase(Locale.ROOT));
        for (String name : names) {
          assertThat(known.listed(name, DAY)).as(name).isNull();
          assertThat(guessed ? null : known.patterned(name)).as(name).isNull();
        }
      }
    }
    assertThat(newer).isGreaterThan(100);
  }

  /** What a provider's book would be without the second upstream. */
  private static ProviderBook known(JsonRow line, JsonRow overlay) {
    List<ModelPrice> models = new ArrayList<>();
    for (JsonRow row : Overlay.of(line.text("id"), overlay.rows("models"))) {
      models.add(ModelPrice.read(row, Boundaries.AS_WRITTEN));
    }
    for (JsonRow row : line.rows("models")) {
      models.add(ModelPrice.read(row, Boundaries.AS_WRITTEN));
    }
    return new ProviderBook("known", List.of(), models, List.of());
  }

  @Test
  void nothingOfTheSecondUpstreamIsFreeOfCharge() throws IOException {
    for (JsonRow line : lines()) {
      for (JsonRow row :
          line.has("newer") && line.has("id") ? line.rows("newer") : List.<JsonRow>of()) {
        PricePeriod price = ModelPrice.read(row, Boundaries.AS_WRITTEN).at(DAY);

        assertThat(price).as(row.text("id")).isNotNull();
        assertThat(price.base().get(Unit.INPUT)).as(row.text("id")).isPositive();
        assertThat(price.base().get(Unit.OUTPUT)).as(row.text("id")).isPositive();
        assertThat(price.base().byUnit().values()).allMatch(rate -> rate.signum() > 0);
      }
    }
  }

  @Test
  void everyTierAndRegionHoldsForSomeProviderOfTheCatalogue() throws IOException {
    for (String part : List.of("tiers", "regions")) {
      for (JsonRow row : overlay().rows(part)) {
        for (String provider : row.texts("providers")) {
          assertThat(Catalogue.bundled().has(provider)).as(provider).isTrue();
        }
        assertThat(row.texts("models")).isNotEmpty();
      }
    }
  }

  @Test
  void refusesAPriceKeyNobodyKnows() throws IOException {
    try (JsonParser parser = new JsonFactory().createParser("{\"input\":\"1\",\"smell\":\"2\"}")) {
      JsonRow row = JsonRow.read(parser);

      assertThatThrownBy(() -> Rates.read(row)).hasMessageContaining("smell");
    }
  }

  @Test
  void keepsDecimalsAsWritten() throws IOException {
    try (JsonParser parser = new JsonFactory().createParser("{\"input\":0.18000000000000002}")) {
      assertThat(Rates.read(JsonRow.read(parser)).get(Unit.INPUT))
          .isEqualByComparingTo("0.18000000000000002");
    }
  }
}
