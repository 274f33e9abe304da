// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** {@code java.net.http}. */
final class JdkSender implements Sender {
  private final HttpClient client;

  JdkSender(InetSocketAddress proxy) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(proxy))
            .build();
  }

  @Override
  public Received send(PlannedRequest request) throws IOException, InterruptedException {
    byte[] bytes = request.bytes();
    BodyPublisher body =
        bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(request.url()))
            .timeout(Duration.ofSeconds(30))
            .method(request.method(), body);
    request.headers().forEach(header -> builder.header(header.name(), header.value()));
    HttpResponse<InputStream> response = client.send(builder.build(), BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      return Received.of(request.index(), response.statusCode(), in.readAllBytes());
    }
  }
}
