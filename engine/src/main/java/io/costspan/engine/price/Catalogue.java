// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.costspan.engine.price.ProviderBook.Alias;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every price costspan knows: the generated catalogue and our own overlay on it. A provider's line
 * is parsed when it is first asked for, since an application talks to two or three of them.
 * Thread-safe.
 */
final class Catalogue {

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

  private Catalogue(byte[] bytes, InputStream overlay) throws IOException {
    this.bytes = bytes;
    this.overlay = Overlay.read(json, overlay);
    JsonRow header = index();
    JsonRow newer = header.rowOrNull("newer");
    this.version =
        release(header)
            + (newer == null ? "" : " + " + release(newer))
            + " + overlay "
            + this.overlay.date();
  }

  private static String release(JsonRow row) {
    return row.text("source") + " " + row.text("version") + " (" + row.text("date") + ")";
  }

  /** The catalogue that came with this jar. */
  static Catalogue bundled() {
    return BundledHolder.CATALOGUE;
  }

  private static Catalogue read() {
    try (InputStream models = open(MODELS);
        InputStream overlay = open(OVERLAY)) {
      return new Catalogue(models.readAllBytes(), overlay);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
      return JsonRow.read(parser);
    }
  }

  /** Each upstream's name, version and date, and our overlay's. */
  String version() {
    return version;
  }

  Overlay overlay() {
    return overlay;
  }

  /** Whether the catalogue knows anything of a provider. */
  boolean has(String provider) {
    return lines.containsKey(provider) || !Overlay.of(provider, overlay.modelRows()).isEmpty();
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

  private ProviderBook build(String provider) {
    try {
      Boundaries boundaries = Boundaries.read(overlay.boundaryRows(), provider);
      Map<String, ModelPrice> models = new LinkedHashMap<>();
      for (JsonRow row : Overlay.of(provider, overlay.modelRows())) {
        models.put(row.text("id"), ModelPrice.read(row, Boundaries.AS_WRITTEN));
      }
      List<String> fallback = List.of();
      Slice line = lines.get(provider);
      if (line != null) {
        JsonRow row = parse(line);
        fallback = List.copyOf(row.texts("fallback"));
        // "newer" is the second upstream's, of models nobody before it has a word on
        for (String part : List.of("models", "newer")) {
          for (JsonRow model : row.rows(part)) {
            models.merge(
                model.text("id"), ModelPrice.read(model, boundaries), ModelPrice::orNamedLike);
          }
        }
      }
      return new ProviderBook(
          provider, fallback, List.copyOf(models.values()), aliases(provider, models));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Alias> aliases(String provider, Map<String, ModelPrice> models) {
    List<Alias> aliases = new ArrayList<>();
    for (JsonRow row : Overlay.of(provider, overlay.aliasRows())) {
      ModelPrice model = models.get(row.text("model"));
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
