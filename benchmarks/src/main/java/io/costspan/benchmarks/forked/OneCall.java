// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;

/** Makes one call and ends. Argument: port of the server. */
final class OneCall {

  private OneCall() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    client.send(
        Exchange.request(Integer.parseInt(args[0]), 0), HttpResponse.BodyHandlers.ofString());
  }
}
