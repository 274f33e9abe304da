// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.engine.price.ProviderBook.Alias;
import io.costspan.engine.usage.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every price costspan knows: the generated catalogue and our own overlay on it. A provider's line
 * is parsed when it is first asked for, since an application talks to two or three of them.
 * Thread-safe.
 */
public final class Catalogue {

  /** Where a provider's line lies in the catalogue's bytes. */
  private record Slice(int start, int length) {}

  private static final String MODELS = "catalogue.json";
  private static final String OVERLAY = "overlay.json";
  private static final String LINE_START = "{\"id\":\"";

  private final JsonFactory json = new JsonFactory();
  private final byte[] bytes;
  private final Map<String, Slice> lines = new HashMap<>();
  private final Map<String, ProviderBook> books = new ConcurrentHashMap<>();
  private final Overlay overlay;
  private final String version;
  private final Instant date;

  private final @Nullable Catalogue bundled;

  /**
   * @param bundled the one this takes the place of; {@code null} for the bundled one itself
   */
  private Catalogue(byte[] bytes, Overlay overlay, @Nullable Catalogue bundled) throws IOException {
    this.bytes = bytes;
    this.overlay = overlay;
    this.bundled = bundled;
    JsonRow header = index();
    JsonRow newer = header.rowOrNull("newer");
    this.version =
        release(header)
            + (newer == null ? "" : " + " + release(newer))
            + " + overlay "
            + this.overlay.date();
    // our rows on a refreshed one are no news
    String newest = newer == null ? header.text("date") : newer.text("date");
    boolean ours = bundled == null && overlay.date().compareTo(newest) > 0;
    this.date = day(ours ? overlay.date() : newest);
  }

  /** Read by hand, as {@link JsonRow#instantOrNull} does, and for the same reason. */
  private static Instant day(String date) {
    LocalDate day =
        LocalDate.of(
            Integer.parseInt(date, 0, 4, 10),
            Integer.parseInt(date, 5, 7, 10),
            Integer.parseInt(date, 8, 10, 10));
    return Instant.ofEpochSecond(day.toEpochDay() * 86_400);
  }

  private static String release(JsonRow row) {
    return row.text("source") + " " + row.text("version") + " (" + row.text("date") + ")";
  }

  /** The catalogue that came with this jar. */
  public static Catalogue bundled() {
    return BundledHolder.CATALOGUE;
  }

  private static Catalogue read() {
    try (InputStream models = open(MODELS);
        InputStream overlay = open(OVERLAY)) {
      return new Catalogue(models.readAllBytes(), Overlay.read(new JsonFactory(), overlay), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A catalogue in the place of the bundled one, with the bundled overlay on it. Every line of it
   * is read once, so that what is wrong with it shows here and not when a call is priced.
   *
   * @param lines a JSON array with the header and then one provider a line, as in the bundled one
   * @throws IOException when it is none
   */
  public static Catalogue of(byte[] lines) throws IOException {
    try {
      Catalogue catalogue = new Catalogue(lines, bundled().overlay, bundled());
      catalogue.listPrices(Instant.EPOCH);
      return catalogue;
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Catalogue.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("resource " + name + " is missing");
    }
    return in;
  }

  /** Finds the providers' lines; only the first line, the header, is parsed. */
  private JsonRow index() throws IOException {
    int last = bytes.length - 1;
    while (last > 0 && bytes[last] <= ' ') {
      last--;
    }
    if (last < 1 || bytes[last] != ']' || bytes[last - 1] != '\n') {
      throw new IOException("the catalogue does not end with a line of ]: it was cut off");
    }
    JsonRow header = null;
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      int end = i > start && bytes[i - 1] == ',' ? i - 1 : i;
      if (end - start > 1) {
        if (header == null) {
          header = parse(new Slice(start, end - start));
        } else {
          lines.put(idAt(start), new Slice(start, end - start));
        }
      }
      start = i + 1;
    }
    if (header == null) {
      throw new IOException("empty catalogue");
    }
    return header;
  }

  private String idAt(int start) throws IOException {
    int from = start + LINE_START.length();
    int to = from;
    while (to < bytes.length && bytes[to] != '"') {
      to++;
    }
    String line = new String(bytes, start, to - start, StandardCharsets.UTF_8);
    if (!line.startsWith(LINE_START)) {
      throw new IOException("catalogue line does not begin with " + LINE_START);
    }
    return line.substring(LINE_START.length());
  }

  private JsonRow parse(Slice line) throws IOException {
    try (JsonParser parser = json.createParser(bytes, line.start, line.length)) {
      JsonRow row = JsonRow.read(parser);
      if (parser.nextToken() != null) {
        throw new IOException("more than one object in a line of the catalogue");
      }
      return row;
    }
  }

  /** Each upstream's name, version and date, and our overlay's. */
  public String version() {
    return version;
  }

  /** The day of the newest row, at its beginning in UTC. */
  public Instant date() {
    return date;
  }

  /** What there is to tell of it. */
  public CatalogueInfo info() {
    return new CatalogueInfo(version, bundled == null ? "bundled" : "refreshed", date);
  }

  Overlay overlay() {
    return overlay;
  }

  /** Whether the catalogue knows anything of a provider. */
  boolean has(String provider) {
    return lines.containsKey(provider)
        || (bundled != null && bundled.lines.containsKey(provider))
        || !Overlay.of(provider, overlay.modelRows()).isEmpty();
  }

  /** A provider's models; an empty book for a provider nobody knows. */
  ProviderBook book(String provider) {
    ProviderBook book = books.get(provider);
    if (book == null) {
      // two threads may both build it; the result is the same
      book = build(provider);
      if (has(provider)) { // a name may be anybody's text, and there is no end of those
        books.put(provider, book);
      }
    }
    return book;
  }

  /**
   * What a list says a model costs, for comparison with another.
   *
   * @param rates of a short prompt in the standard tier, by unit
   * @param above rates that differ, by the total input in tokens from which on they hold
   * @param since from when on it says so; {@code null} for always
   * @param foreign whether it is another source's word than the one compared with, which need not
   *     price the same units, nor charge where that one does
   */
  public record ListPrice(
      Map<Unit, BigDecimal> rates,
      SortedMap<Long, Map<Unit, BigDecimal>> above,
      @Nullable Instant since,
      boolean foreign) {

    /** A model that has no price. */
    static final ListPrice NONE = new ListPrice(Map.of(), new TreeMap<>(), null, false);

    static ListPrice of(@Nullable PricePeriod period, boolean foreign) {
      if (period == null) {
        return NONE;
      }
      SortedMap<Long, Map<Unit, BigDecimal>> above = new TreeMap<>();
      period.steps().forEach(step -> above.put(step.bound(), step.rates().byUnit()));
      return new ListPrice(period.base().byUnit(), above, period.from(), foreign);
    }

    /** The rates of a request with this total input in tokens. */
    public Map<Unit, BigDecimal> from(long totalInput) {
      Map<Unit, BigDecimal> rates = new HashMap<>(this.rates);
      SortedMap<Long, Map<Unit, BigDecimal>> reached = above.headMap(totalInput + 1);
      if (!reached.isEmpty()) {
        rates.putAll(reached.get(reached.lastKey()));
      }
      return rates;
    }
  }

  /** What upstream's models cost at an instant, by {@code provider/model}; the free ones, too. */
  public Map<String, ListPrice> listPrices(Instant at) {
    Map<String, ListPrice> prices = new HashMap<>();
    for (String provider : lines.keySet()) {
      Map<String, ModelPrice> first = new LinkedHashMap<>();
      read(provider, "models", first);
      Map<String, ModelPrice> all = new LinkedHashMap<>(first);
      read(provider, "newer", all);
      all.forEach(
          (id, model) ->
              prices.put(provider + "/" + id, ListPrice.of(model.at(at), !first.containsKey(id))));
    }
    return prices;
  }

  /**
   * What a model costs at an instant, as another source's word; {@code null} for one that is not
   * listed by this name.
   *
   * @param key a provider of the wire room or the catalogue, a slash, and the model; in lower case
   */
  public @Nullable ListPrice listPrice(String key, Instant at) {
    int slash = key.indexOf('/');
    ProviderRow row = slash < 0 ? null : overlay.providers().get(key.substring(0, slash));
    ProviderBook.Found found =
        row == null ? null : book(row.book()).listed(key.substring(slash + 1), at);
    return found == null || !found.match().equals("exact")
        ? null
        : ListPrice.of(found.model().at(at), true);
  }

  /** Whether the first upstream lists a model and takes no money for it. */
  public boolean isFree(String provider, String id) {
    ModelPrice model = first(provider, id);
    return model != null && model.free();
  }

  /** Whether the first upstream lists a model and takes money for it. */
  public boolean isPriced(String provider, String id) {
    ModelPrice model = first(provider, id);
    return model != null && !model.free();
  }

  private @Nullable ModelPrice first(String provider, String id) {
    Map<String, ModelPrice> models = new HashMap<>();
    read(provider, "models", models);
    return models.get(id);
  }

  private Map<String, ModelPrice> upstream(String provider) {
    Map<String, ModelPrice> models = new LinkedHashMap<>();
    read(provider, "models", models);
    read(provider, "newer", models);
    return models;
  }

  /** Adds a part of a line: {@code newer} is the second upstream's, of models the first has not. */
  private void read(String provider, String part, Map<String, ModelPrice> into) {
    Slice line = lines.get(provider);
    if (line != null) {
      try {
        Boundaries boundaries = Boundaries.read(overlay.boundaryRows(), provider);
        for (JsonRow model : parse(line).rows(part)) {
          into.merge(model.text("id"), ModelPrice.read(model, boundaries), ModelPrice::orNamedLike);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private ProviderBook build(String provider) {
    try {
      Map<String, ModelPrice> upstream = upstream(provider);
      Map<String, ModelPrice> before = bundled == null ? upstream : bundled.upstream(provider);
      Map<String, ModelPrice> models = new LinkedHashMap<>();
      for (JsonRow row : Overlay.of(provider, overlay.modelRows())) {
        if (stands(before.get(row.text("id")), upstream.get(row.text("id")))) {
          models.put(row.text("id"), ModelPrice.read(row, Boundaries.AS_WRITTEN));
        }
      }
      upstream.forEach((id, model) -> models.merge(id, model, ModelPrice::orNamedLike));
      if (bundled != null) {
        bundled.read(provider, "newer", models);
      }
      Slice line = lines.get(provider);
      List<String> fallback = line == null ? List.of() : List.copyOf(parse(line).texts("fallback"));
      return new ProviderBook(
          provider, fallback, List.copyOf(models.values()), aliases(provider, models));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a row of ours still stands: as long as upstream says of the model what it said when the
   * row was written, or nothing.
   */
  private static boolean stands(@Nullable ModelPrice before, @Nullable ModelPrice now) {
    return now == null || (before != null && before.periods().equals(now.periods()));
  }

  private List<Alias> aliases(String provider, Map<String, ModelPrice> models) {
    List<Alias> aliases = new ArrayList<>();
    for (JsonRow row : Overlay.of(provider, overlay.aliasRows())) {
      ModelPrice model = models.get(row.text("model"));
      if (model == null && bundled != null) {
        continue; // a refreshed catalogue may have dropped it
      }
      if (model == null) {
        throw new IllegalArgumentException("alias of unknown model " + row.text("model"));
      }
      Instant from = row.instantOrNull("from");
      aliases.add(
          new Alias(
              row.text("name").toLowerCase(Locale.ROOT), model, from == null ? Instant.MIN : from));
    }
    return aliases;
  }

  /** Reads the resources once, when the first price is asked for. */
  private static final class BundledHolder {
    static final Catalogue CATALOGUE = read();
  }
}
