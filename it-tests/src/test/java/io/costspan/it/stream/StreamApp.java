// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.stream;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Streams chats and completions through the JDK's own client, in each of the ways it has, and
 * writes down every byte that comes. The base URL is its argument.
 */
final class StreamApp {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private StreamApp() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    URI chat = URI.create(args[0] + "/v1/chat/completions");
    for (HttpClient.Version version : HttpClient.Version.values()) {
      say(CLIENT.send(chat(chat, version, 100), BodyHandlers.ofByteArray()));
      HttpResponse<InputStream> stream =
          CLIENT.send(chat(chat, version, 101), BodyHandlers.ofInputStream());
      try (InputStream in = stream.body()) {
        say(stream, in.readAllBytes());
      }
      say(CLIENT.sendAsync(chat(chat, version, 102), BodyHandlers.ofByteArray()).get());
      CLIENT
          .sendAsync(chat(chat, version, 103), BodyHandlers.ofLines())
          .thenAccept(
              lines ->
                  say(
                      lines,
                      lines
                          .body()
                          .collect(Collectors.joining("\n"))
                          .getBytes(StandardCharsets.UTF_8)))
          .get();
    }
    String completion =
        "{ \"stream\" : true, \"stream_options\": {\"include_obfuscation\" : false},"
            + " \"model\":\"gpt-3.5-turbo-instruct\", \"prompt\":\"[[in=104 out=14]] Once\" }\n";
    say(
        CLIENT.send(
            post(URI.create(args[0] + "/v1/completions"), completion), BodyHandlers.ofByteArray()));
    String failing =
        "{\"model\":\"gpt-4o-mini\",\"stream\":true,\"messages\":[{\"role\":\"user\","
            + "\"content\":\"[[status=400]] hi\"}]}";
    say(CLIENT.send(post(chat, failing), BodyHandlers.ofByteArray()));
  }

  private static HttpRequest chat(URI url, HttpClient.Version version, int tokens) {
    String body =
        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":"
            + "\"[[in=%d out=10 pace=2]] caf\u00e9, \\\"usage\\\":null\"}],\"stream\":true}";
    return HttpRequest.newBuilder(post(url, body.formatted(tokens)), (name, value) -> true)
        .version(version)
        .build();
  }

  private static HttpRequest post(URI url, String body) {
    return HttpRequest.newBuilder(url)
        .header("content-type", "application/json")
        .header("authorization", "Bearer openai-key")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static void say(HttpResponse<byte[]> response) {
    say(response, response.body());
  }

  @SuppressWarnings("SystemOut") // a command line application
  private static void say(HttpResponse<?> response, byte[] body) {
    System.out.println(
        String.join(
            " ",
            List.of(
                response.version().name(),
                String.valueOf(response.statusCode()),
                new TreeSet<>(response.headers().map().keySet()).toString(),
                Arrays.toString(body),
                new String(body, StandardCharsets.UTF_8))));
  }
}
