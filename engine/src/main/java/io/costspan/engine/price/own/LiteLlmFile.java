// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.costspan.engine.price.OwnPrice;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A price file in LiteLLM's format: an object with an object for each model, whole or of a few
 * models. Immutable.
 *
 * @param prices by {@code provider/model} or {@code model}, in lower case, our provider ids
 * @param notes what in it was left out, each to be told once
 */
public record LiteLlmFile(Map<String, OwnPrice> prices, List<String> notes) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String SAMPLE = "sample_spec";

  public LiteLlmFile {
    prices = Map.copyOf(prices);
    notes = List.copyOf(notes);
  }

  /** Reads a file's bytes. */
  public static LiteLlmFile read(byte[] bytes) throws PriceFileException {
    Map<String, OwnPrice> prices = new HashMap<>();
    LeftOut leftOut = new LeftOut();
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject(json, "the file");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        int line = json.currentTokenLocation().getLineNr();
        if (json.nextToken() != JsonToken.START_OBJECT) {
          throw notAnObject(json, "\"" + key + "\"");
        }
        LiteLlmEntry entry = LiteLlmEntry.read(json, key, line);
        if (!key.equals(SAMPLE)) {
          OwnPrice price = new LiteLlmPrice(entry, provider(entry), leftOut).price();
          if (!price.isEmpty()) {
            put(entry, price, prices);
          }
        }
      }
      if (json.nextToken() != null) {
        throw notAnObject(json, "what follows the end");
      }
    } catch (JsonProcessingException e) {
      throw new PriceFileException(
          "line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": not JSON: "
              + e.getOriginalMessage());
    } catch (IOException e) {
      throw new PriceFileException("not readable: " + e.getMessage());
    }
    return new LiteLlmFile(prices, leftOut.lines());
  }

  private static PriceFileException notAnObject(JsonParser json, String what) {
    return PriceFileException.at(
        json.currentTokenLocation().getLineNr(),
        what
            + " is not an object; expected {\"<model>\": {\"input_cost_per_token\": 2.5e-06, ...}}");
  }

  /** Our id of the provider; empty where the entry names none. */
  private static String provider(LiteLlmEntry entry) {
    String named = entry.text("litellm_provider");
    String key = entry.model.toLowerCase(Locale.ROOT);
    int slash = key.indexOf('/');
    if (named != null) {
      return LiteLlmProviders.id(named.strip().toLowerCase(Locale.ROOT));
    }
    return slash > 0 ? LiteLlmProviders.id(key.substring(0, slash)) : "";
  }

  private static void put(LiteLlmEntry entry, OwnPrice price, Map<String, OwnPrice> prices) {
    String key = entry.model.strip().toLowerCase(Locale.ROOT);
    String provider = provider(entry);
    int slash = key.indexOf('/');
    boolean prefixed = slash > 0 && LiteLlmProviders.id(key.substring(0, slash)).equals(provider);
    if (provider.isEmpty()) {
      prices.put(key, price);
    } else {
      prices.put(provider + "/" + (prefixed ? key.substring(slash + 1) : key), price);
      if (entry.text("litellm_provider") == null) {
        // as it stands it may be a model's name with a slash in it
        prices.putIfAbsent(key, price);
      }
    }
  }
}
