// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recorded request and its response, with what a span of it must say.
 *
 * @param file name of the file, without its ending
 * @param line line number, from 1
 * @param json the record: {@code id}, {@code provenance}, {@code request}, {@code response}, {@code
 *     expected}; members may be missing
 */
public record Exchange(String file, int line, JsonNode json) {

  /** The record's own id; its place where it has none. */
  public String id() {
    return json.path("id").asText(file + ":" + line);
  }

  /** Whether a provider really answered this; other records only show what a parser may meet. */
  public boolean recorded() {
    return json.path("provenance").asText().startsWith("recorded");
  }

  /** What a span must say. */
  public JsonNode expected() {
    return json.path("expected");
  }

  /** Whether the exchange is a call of a model at all. */
  public boolean llm() {
    return expected().path("llm").asBoolean(true);
  }

  /** The provider that is expected, by the corpus's name; the file's name where none is said. */
  public String provider() {
    return said("provider", file);
  }

  /** What was asked for: {@code chat}, {@code embeddings}, {@code image} …; empty when not said. */
  public String operation() {
    return said("operation", "");
  }

  /** The API's name, for instance {@code openai.responses}; empty when not said. */
  public String api() {
    return said("api", "");
  }

  /** How the answer is framed: {@code json}, {@code sse}, {@code ndjson} …. */
  public String framing() {
    String said = expected().path("extras").path("framing").asText("");
    return !llm() ? "not a model" : said.isEmpty() ? framingByType() : said;
  }

  private String framingByType() {
    String type =
        responseHeaders().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
            .map(header -> header.getValue().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse("unsaid");
    if (type.contains("event-stream")) {
      return "sse";
    }
    if (type.contains("ndjson") || type.contains("stream+json")) {
      return "ndjson";
    }
    return type.contains("eventstream") ? "aws-eventstream" : type.contains("json") ? "json" : type;
  }

  /** The HTTP method, upper case. */
  public String method() {
    return json.path("request").path("method").asText("POST").toUpperCase(Locale.ROOT);
  }

  /** The URL as recorded; {@code null} when it is not known. */
  public @Nullable String url() {
    JsonNode url = json.path("request").path("url");
    return url.isTextual() && !url.asText().isBlank() ? url.asText().strip() : null;
  }

  /** Request headers, in their order. */
  public List<Map.Entry<String, String>> requestHeaders() {
    return headers(json.path("request"));
  }

  /** Response headers, in their order. */
  public List<Map.Entry<String, String>> responseHeaders() {
    return headers(json.path("response"));
  }

  /** Whether the request is a form, into which records do not look. */
  public boolean form() {
    return requestHeaders().stream()
        .anyMatch(
            header ->
                header.getKey().equalsIgnoreCase("content-type")
                    && header.getValue().startsWith("multipart/"));
  }

  /** The request's body; empty where it was left out of the record. */
  public byte[] requestBody() {
    return body(json.path("request"));
  }

  /** The response's body, decompressed; empty where HTTP allows none. */
  public byte[] responseBody() {
    boolean none = method().equals("HEAD") || status() == 204 || status() == 304;
    return none ? new byte[0] : body(json.path("response"));
  }

  /** The content coding it had on the wire, lower case; empty where none. */
  public String contentCoding() {
    String coding = json.path("response").path("original_content_encoding").asText("");
    return coding.equals("null") ? "" : coding.toLowerCase(Locale.ROOT);
  }

  /** Whether the response's body was left out of the record, so that there is nothing to replay. */
  public boolean responseElided() {
    return json.path("response").path("body_encoding").asText().equals("elided");
  }

  /** The HTTP status. */
  public int status() {
    return json.path("response").path("status").asInt(200);
  }

  private String said(String name, String otherwise) {
    String expected = expected().path(name).asText("");
    String own = json.path(name).asText("");
    return !expected.isEmpty() ? expected : !own.isEmpty() ? own : otherwise;
  }

  private static List<Map.Entry<String, String>> headers(JsonNode message) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Map.Entry<String, JsonNode> header : message.path("headers").properties()) {
      JsonNode value = header.getValue();
      if (value.isArray()) {
        value.forEach(one -> headers.add(Map.entry(header.getKey(), one.asText())));
      } else if (!value.isNull()) {
        headers.add(Map.entry(header.getKey(), value.asText()));
      }
    }
    return headers;
  }

  private static byte[] body(JsonNode message) {
    JsonNode body = message.path("body");
    String encoding = message.path("body_encoding").asText();
    if (body.isMissingNode() || body.isNull() || encoding.equals("elided")) {
      return new byte[0];
    }
    if (!body.isTextual()) {
      return body.toString().getBytes(StandardCharsets.UTF_8);
    }
    return encoding.equals("base64")
        ? Base64.getMimeDecoder().decode(body.asText())
        : body.asText().getBytes(StandardCharsets.UTF_8);
  }
}
