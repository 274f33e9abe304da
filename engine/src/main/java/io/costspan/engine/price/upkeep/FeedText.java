// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.engine.price.Catalogue;
import io.costspan.engine.price.Catalogue.ListPrice;
import io.costspan.engine.price.JsonRow;
import io.costspan.engine.price.OwnPrice;
import io.costspan.engine.price.own.LiteLlmFile;
import io.costspan.engine.price.own.PriceFileException;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a feed delivered, understood: our own catalogue's lines, genai-prices' data, or a price file
 * in LiteLLM's format. Immutable.
 *
 * @param catalogue the whole catalogue; {@code null} where it is a price file
 * @param prices the price file; empty where it is a catalogue
 * @param version what to call it
 */
record FeedText(@Nullable Catalogue catalogue, Map<String, OwnPrice> prices, String version) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Understands a text.
   *
   * @param name what to call its source
   * @param version what to call this state of it
   * @param date the day it was fetched, {@code yyyy-mm-dd}
   * @throws IOException when it is none of the three, with what is wrong
   */
  static FeedText read(byte[] text, String name, String version, String date) throws IOException {
    boolean array;
    boolean ours = false;
    try (JsonParser json = JSON.createParser(text)) {
      array = json.nextToken() == JsonToken.START_ARRAY;
      if (array && json.nextToken() == JsonToken.START_OBJECT) {
        ours = JsonRow.read(json).has("source");
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!array) {
      return priceFile(text, name + " " + version + " (" + date + ")");
    }
    Catalogue catalogue = Catalogue.of(ours ? text : converted(text, name, version, date));
    return new FeedText(catalogue, Map.of(), catalogue.version());
  }

  private static FeedText priceFile(byte[] text, String version) throws IOException {
    try {
      return new FeedText(null, LiteLlmFile.read(text).prices(), version);
    } catch (PriceFileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] converted(byte[] text, String name, String version, String date)
      throws IOException {
    Catalogue before = Catalogue.bundled();
    ByteArrayOutputStream lines = new ByteArrayOutputStream(text.length);
    lines.write('[');
    lines.write('\n');
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      try (JsonGenerator line = JSON.createGenerator(new Unclosed(lines))) {
        line.writeStartObject();
        line.writeStringField("source", name);
        line.writeStringField("version", version);
        line.writeStringField("date", date);
        line.writeEndObject();
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        lines.write(',');
        lines.write('\n');
        try (JsonGenerator line = JSON.createGenerator(new Unclosed(lines))) {
          new GenaiCatalogue(line, before).provider(JsonRow.read(json));
        }
      }
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
    lines.write('\n');
    lines.write(']');
    lines.write('\n');
    return lines.toByteArray();
  }

  /** The same without some of a price file's models. */
  FeedText without(Set<String> names) {
    Map<String, OwnPrice> rest = new HashMap<>(prices);
    rest.keySet().removeAll(names);
    return new FeedText(catalogue, rest, version);
  }

  /** What its models cost, by name, for comparison with another. */
  Map<String, ListPrice> listPrices(Instant at) {
    if (catalogue != null) {
      return catalogue.listPrices(at);
    }
    Map<String, ListPrice> list = new HashMap<>();
    prices.forEach(
        (name, price) -> list.put(name, new ListPrice(price.rates(), price.above(), null, false)));
    return list;
  }

  /** Lets a generator be closed line by line. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(ByteArrayOutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
