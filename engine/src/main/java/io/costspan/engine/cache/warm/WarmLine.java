// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one line of a file of requests. What it says of a bad one names no value. */
final class WarmLine {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");

  /** The client sets them by itself, and takes them from nobody. */
  private static final Set<String> CLIENTS_OWN =
      Set.of(
          "host",
          "connection",
          "content-length",
          "expect",
          "upgrade",
          "http2-settings",
          "transfer-encoding",
          "keep-alive");

  private final int number;
  private final UnaryOperator<@Nullable String> environment;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  private WarmLine(int number, UnaryOperator<@Nullable String> environment) {
    this.number = number;
    this.environment = environment;
  }

  /**
   * The request of a line.
   *
   * @param environment a variable's value by its name; {@code null} for one that is not set
   * @throws IllegalArgumentException when it is none, with what is wrong
   */
  static WarmRequest read(int number, String line, UnaryOperator<@Nullable String> environment) {
    WarmLine reader = new WarmLine(number, environment);
    try (JsonParser json = JSON.createParser(line)) {
      reader.fields(json, line);
    } catch (JsonProcessingException e) {
      throw reader.wrong("is no JSON object");
    } catch (IOException e) {
      throw reader.wrong("cannot be read");
    }
    return reader.request();
  }

  private void fields(JsonParser json, String line) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "headers" -> headers(json, value);
        case "body" -> texts.put(name, body(json, value, line));
        case "method", "url" -> texts.put(name, text(json, value, name));
        default -> throw wrong("has \"" + name + "\"; there are method, url, headers and body");
      }
    }
    if (json.nextToken() != null) {
      throw wrong("has more than one JSON object");
    }
  }

  /** A body that is JSON is sent as it was written: numbers keep their digits. */
  private String body(JsonParser json, JsonToken value, String line) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    if (value != JsonToken.START_OBJECT && value != JsonToken.START_ARRAY) {
      throw wrong("has a body that is neither an object nor a text");
    }
    long from = json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return line.substring((int) from, (int) json.currentLocation().getCharOffset());
  }

  private void headers(JsonParser json, JsonToken value) throws IOException {
    if (value != JsonToken.START_OBJECT) {
      throw wrong("has headers that are no object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      String said = text(json, json.nextToken(), "header " + name);
      if (!CLIENTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, known(said));
      }
    }
  }

  private String text(JsonParser json, JsonToken value, String what) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw wrong("has a " + what + " that is no text");
    }
    return json.getText();
  }

  private String known(String said) {
    Matcher variables = VARIABLE.matcher(said);
    return variables.replaceAll(
        variable -> {
          String value = environment.apply(variable.group(1));
          if (value == null) {
            throw wrong("needs the environment variable " + variable.group(1) + " of the JVM");
          }
          return Matcher.quoteReplacement(value);
        });
  }

  private WarmRequest request() {
    String url = texts.get("url");
    String body = texts.get("body");
    if (url == null || body == null) {
      throw wrong("needs a url and a body");
    }
    if (!texts.getOrDefault("method", WarmRequest.METHOD).equals(WarmRequest.METHOD)) {
      throw wrong("has another method than POST: such answers are not cached");
    }
    URI uri = address(url);
    HttpRequest.Builder trial = HttpRequest.newBuilder(uri);
    headers.forEach(
        (name, value) -> {
          try {
            trial.header(name, value);
          } catch (IllegalArgumentException e) {
            throw wrong("has a header " + name + " that cannot be sent");
          }
        });
    return new WarmRequest(number, uri, Map.copyOf(headers), body);
  }

  private URI address(String url) {
    try {
      URI uri = URI.create(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below; a URL may hold a key
    }
    throw wrong("has a url that is no address of a web server");
  }

  private IllegalArgumentException wrong(String how) {
    return new IllegalArgumentException("line " + number + " " + how);
  }
}
