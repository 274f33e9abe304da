// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.ResponseHead;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of the project's hand-written exchanges: where fuzzing sets out from. */
final class Sample {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> BIG =
      Set.of("openai", "anthropic", "gemini", "ollama", "bedrock", "cohere");
  private static final EndpointDetector DETECTOR = new EndpointDetector();

  /** Of the request's address. */
  final Endpoint endpoint;

  final byte[] request;
  final byte[] response;
  private final JsonNode head;

  private Sample(Endpoint endpoint, JsonNode request, JsonNode response) {
    this.endpoint = endpoint;
    this.request = body(request);
    this.response = body(response);
    this.head = response;
  }

  /** All whose address is one of ours, in the order of files and lines. */
  static List<Sample> in(Path directory) throws IOException {
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          Sample sample = line.isBlank() ? null : of(JSON.readTree(line));
          if (sample != null) {
            samples.add(sample);
          }
        }
      }
    }
    return samples;
  }

  private static @Nullable Sample of(JsonNode json) {
    JsonNode request = json.path("request");
    JsonNode response = json.path("response");
    String url = request.path("url").asText();
    URI uri = URI.create(url.substring(0, (url + "?").indexOf('?')));
    int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
    Endpoint endpoint = DETECTOR.detect(request.path("method").asText(), uri.getHost(), port, url);
    return endpoint == null ? null : new Sample(endpoint, request, response);
  }

  private static byte[] body(JsonNode message) {
    String text = message.path("body").asText();
    return message.path("body_encoding").asText().equals("base64")
        ? Base64.getMimeDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** The dialect's id, for instance {@code openai.chat}. */
  String dialect() {
    return endpoint.dialect().id();
  }

  /**
   * The dialects that are hunted in together: those of one vendor, what stands before the dot of
   * their ids, where they are big ones, and all the others.
   */
  String family() {
    String id = dialect();
    String vendor = id.substring(0, (id + ".").indexOf('.'));
    return BIG.contains(vendor) ? vendor : "others";
  }

  /** The response's head, with a content coding. */
  ResponseHead head(@Nullable String coding) {
    return new ResponseHead(
        head.path("status").asInt(200),
        name -> name.equalsIgnoreCase("content-encoding") ? coding : header(name));
  }

  private @Nullable String header(String wanted) {
    for (var header : head.path("headers").properties()) {
      if (header.getKey().toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
        return header.getValue().asText();
      }
    }
    return null;
  }
}
