// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A stream through the JDK's client that the program gives up after a few lines. */
final class HttpClientCut {
  static final int LINES = 20;

  private HttpClientCut() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Provider provider = new Provider()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(provider.endless()))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Provider.STREAM))
              .build();
      try (BufferedReader body =
          new BufferedReader(
              new InputStreamReader(
                  HttpClient.newHttpClient()
                      .send(request, HttpResponse.BodyHandlers.ofInputStream())
                      .body(),
                  StandardCharsets.UTF_8))) {
        for (int i = 0; i < LINES; i++) {
          body.readLine();
        }
      }
      System.out.println("cut");
      // a program that ends at once is not kept waiting for the table of tokens
      Thread.sleep(2_000);
    }
  }
}
