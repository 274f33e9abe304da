// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** OkHttp 5. */
final class OkHttpSender implements Sender {
  private final OkHttpClient client;

  OkHttpSender(InetSocketAddress proxy) {
    this.client =
        new OkHttpClient.Builder()
            .proxy(new Proxy(Proxy.Type.HTTP, proxy))
            .callTimeout(Duration.ofSeconds(30))
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();
  }

  @Override
  public Received send(PlannedRequest request) throws IOException {
    Headers.Builder headers = new Headers.Builder();
    request.headers().forEach(header -> headers.add(header.name(), header.value()));
    Request built =
        new Request.Builder()
            .url(request.url())
            .headers(headers.build())
            .method(request.method(), body(request))
            .build();
    try (Response response = client.newCall(built).execute()) {
      return Received.of(request.index(), response.code(), response.body().bytes());
    }
  }

  /** OkHttp takes no body with GET, and none but a present one with POST. */
  private static @Nullable RequestBody body(PlannedRequest request) {
    return switch (request.method()) {
      case "GET", "HEAD" -> null;
      // the content type is among the headers, as recorded
      default -> RequestBody.create(request.bytes(), (@Nullable MediaType) null);
    };
  }
}
