// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, with what reading them must give: a line of a JSONL file with the
 * members {@code id}, {@code provenance}, {@code request}, {@code response}, {@code expected}.
 */
record Exchange(String file, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Exchange> in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .sorted()
          .flatMap(Exchange::lines)
          .toList();
    }
  }

  private static Stream<Exchange> lines(Path file) {
    try {
      String name = file.getFileName().toString().replace(".jsonl", "");
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank())
          .map(line -> new Exchange(name, parse(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return json.path("id").asText();
  }

  boolean recorded() {
    return json.path("provenance").asText().startsWith("recorded");
  }

  String api() {
    return json.path("api").asText("");
  }

  String operation() {
    return json.path("operation").asText("");
  }

  JsonNode expected() {
    return json.path("expected");
  }

  String method() {
    return json.path("request").path("method").asText("POST");
  }

  @Nullable String url() {
    JsonNode url = json.path("request").path("url");
    return url.isTextual() ? url.asText() : null;
  }

  String host() {
    String url = url();
    String authority = url == null ? "" : authority(url);
    int colon = authority.lastIndexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  int port() {
    String url = url();
    if (url == null) {
      return 443;
    }
    String authority = authority(url);
    int colon = authority.lastIndexOf(':');
    return colon >= 0
        ? Integer.parseInt(authority.substring(colon + 1))
        : url.startsWith("http:") ? 80 : 443;
  }

  /** Recordings have place holders in hosts, which {@link URI} does not take. */
  private static String authority(String url) {
    int start = url.indexOf("://");
    int from = start < 0 ? 0 : start + 3;
    int slash = url.indexOf('/', from);
    return url.substring(from, slash < 0 ? url.length() : slash);
  }

  ByteBuffer requestBody() {
    return ByteBuffer.wrap(bytes(json.path("request")));
  }

  ByteBuffer responseBody() {
    return ByteBuffer.wrap(bytes(json.path("response")));
  }

  boolean elided() {
    return json.path("response").path("body_encoding").asText().equals("elided");
  }

  int status() {
    return json.path("response").path("status").asInt(200);
  }

  /** Whether the request is a form. */
  boolean form() {
    String type = header("request", "content-type");
    return type != null && type.startsWith("multipart/");
  }

  @Nullable String responseHeader(String name) {
    return header("response", name);
  }

  private @Nullable String header(String message, String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (var header : json.path(message).path("headers").properties()) {
      if (header.getKey().toLowerCase(Locale.ROOT).equals(wanted)) {
        JsonNode value = header.getValue();
        return value.isArray() ? value.path(0).asText() : value.asText();
      }
    }
    return null;
  }

  private static byte[] bytes(JsonNode message) {
    JsonNode body = message.path("body");
    if (!body.isTextual()) {
      return body.isMissingNode() || body.isNull()
          ? new byte[0]
          : body.toString().getBytes(StandardCharsets.UTF_8);
    }
    String text = body.asText();
    return message.path("body_encoding").asText().equals("base64")
        ? Base64.getMimeDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
