// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A feed on a web server, asked for by its {@code ETag}. Bounded in size and time. To be used on a
 * thread of our own: the client's threads are in its group then, and our hooks leave them alone.
 * The client is made for each fetch and with a TLS context of its own, so that nothing of it stays
 * and the application's default one is still its own to choose.
 */
final class HttpFeed implements FeedSource {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long WHOLE_SECONDS = 60;

  private final URI address;

  HttpFeed(String address) {
    this.address = URI.create(address);
  }

  @Override
  public @Nullable Delivery fetch(@Nullable String mark) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(WHOLE_SECONDS))
            .header("accept", "application/json, text/plain")
            .header("user-agent", "costspan");
    if (mark != null) {
      request.header("if-none-match", mark);
    }
    HttpResponse<byte[]> answer = send(request.build());
    if (answer.statusCode() == 304) {
      return null;
    }
    if (answer.statusCode() != 200) {
      throw new IOException("the server answered " + answer.statusCode());
    }
    return new Delivery(answer.body(), etag(answer.headers()));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client().sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    try {
      return answer.get(WHOLE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.toString(), cause);
    } catch (TimeoutException e) {
      throw new IOException("not finished within " + WHOLE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static HttpClient client() throws IOException {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, null, null);
      return HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .sslContext(tls)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS: " + e, e);
    }
  }

  private static @Nullable String etag(HttpHeaders headers) {
    return headers.firstValue("etag").filter(etag -> etag.length() <= 200).orElse(null);
  }
}
