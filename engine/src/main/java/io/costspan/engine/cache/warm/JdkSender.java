// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Makes requests by the JDK's client, which our own hook watches as long as the thread is none of
 * our group. The client has a TLS context of its own: the default one is the application's to
 * choose. For one thread.
 */
final class JdkSender implements WarmSender {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** From the first byte sent to the last one read. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final HttpClient client;

  /**
   * @throws IOException when there is no TLS here
   */
  JdkSender() throws IOException {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, null, null);
      client = HttpClient.newBuilder().connectTimeout(CONNECT).sslContext(tls).build();
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS: " + e, e);
    }
  }

  @Override
  public int send(WarmCall call) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.request().url())
            .timeout(LONGEST)
            .POST(HttpRequest.BodyPublishers.ofString(call.request().body()));
    call.headers().forEach(request::setHeader);
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS).statusCode();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.toString(), cause);
    } catch (TimeoutException e) {
      throw new IOException("not answered within " + LONGEST.toSeconds() + " s", e);
    } finally {
      answer.cancel(true);
    }
  }
}
