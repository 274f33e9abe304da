// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call for every line that is typed; says its status, and the code of an error. */
final class TypedCalls {
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"(\\w+)\"");

  private TypedCalls() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader typed =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Provider provider = new Provider()) {
      HttpClient client = HttpClient.newHttpClient();
      for (String line = typed.readLine(); line != null; line = typed.readLine()) {
        HttpResponse<String> answer =
            client.send(request(provider), HttpResponse.BodyHandlers.ofString());
        Matcher code = CODE.matcher(answer.body());
        System.out.println(answer.statusCode() + " " + (code.find() ? code.group(1) : "-"));
      }
    }
  }

  private static HttpRequest request(Provider provider) {
    return HttpRequest.newBuilder(URI.create(provider.chat()))
        .header("content-type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(Provider.REQUEST))
        .build();
  }
}
