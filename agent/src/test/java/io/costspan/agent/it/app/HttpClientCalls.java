// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** One call each way through the JDK's client. */
final class HttpClientCalls {
  private HttpClientCalls() {}

  public static void main(String[] arguments) throws Exception {
    try (Provider provider = new Provider()) {
      HttpClient client = HttpClient.newHttpClient();
      System.out.println("sync " + send(client, provider));
      System.out.println(
          "async "
              + client
                  .sendAsync(request(provider), HttpResponse.BodyHandlers.ofString())
                  .thenApply(answer -> answer.statusCode() + " " + answer.body().length())
                  .get());
    }
  }

  static String send(HttpClient client, Provider provider)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request(provider), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().length();
  }

  private static HttpRequest request(Provider provider) {
    return HttpRequest.newBuilder(URI.create(provider.chat()))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Provider.REQUEST))
        .build();
  }
}
