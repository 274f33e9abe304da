// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Spends: two plain chats, a stream, an Anthropic message, an error, and a model nobody has a price
 * for. Repeats as often as told, with a second between, so that rates have something to show.
 */
public final class SpendingApp {
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String openAi;
  private final String anthropic;

  private SpendingApp(String openAi, String anthropic) {
    this.openAi = openAi;
    this.anthropic = anthropic;
  }

  /** Arguments: OpenAI's base URL, Anthropic's, rounds. */
  @SuppressWarnings("SystemOut") // the application's own output, which the test compares
  public static void main(String[] args) throws Exception {
    SpendingApp app = new SpendingApp(args[0], args[1]);
    int rounds = Integer.parseInt(args[2]);
    for (int round = 0; round < rounds; round++) {
      if (round > 0) {
        Thread.sleep(1000);
      }
      System.out.println(app.round());
    }
  }

  private String round() throws IOException, InterruptedException {
    return chat("gpt-4o-mini", "[[in=1000 out=200]] Say hello", false)
        + " "
        + chat("gpt-4o", "[[in=2000 out=100 cached=1024]] Say hello again", false)
        + " "
        + chat("gpt-4o-mini", "[[in=500 out=50 pace=5]] Count", true)
        + " "
        + message("claude-sonnet-4-6", "[[in=300 out=30]] And you?")
        + " "
        + chat("error-429", "Too much", false)
        + " "
        + chat("model-without-a-price", "[[in=10 out=10]] What do you cost?", false);
  }

  private int chat(String model, String prompt, boolean stream)
      throws IOException, InterruptedException {
    String options = stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
    return post(
        openAi + "/v1/chat/completions",
        "authorization",
        "Bearer sk-test",
        "{\"model\":\""
            + model
            + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + prompt
            + "\"}]"
            + options
            + "}");
  }

  private int message(String model, String prompt) throws IOException, InterruptedException {
    return post(
        anthropic + "/v1/messages",
        "x-api-key",
        "sk-ant-test",
        "{\"model\":\""
            + model
            + "\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\""
            + prompt
            + "\"}]}");
  }

  private int post(String url, String keyHeader, String key, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("content-type", "application/json")
            .header("anthropic-version", "2023-06-01")
            .header(keyHeader, key)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
