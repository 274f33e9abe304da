// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.server.TestTls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** {@code java.net.http} as an application uses it. */
final class JdkClient implements ClientUnderTest {
  private final HttpClient client;

  JdkClient(HttpClient client) {
    this.client = client;
  }

  /** A client with costspan beside it; without, when {@code gate} is {@code null}. */
  static JdkClient of(CallGate gate, ClientOptions options) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .sslContext(TestTls.clientContext())
            .version(options.http2() ? Version.HTTP_2 : Version.HTTP_1_1)
            .followRedirects(options.followRedirects() ? Redirect.ALWAYS : Redirect.NEVER);
    if (options.password() != null) {
      builder.authenticator(new Answering(options.password()));
    }
    HttpClient client = builder.build();
    return new JdkClient(
        gate == null ? client : new HookedClient(client, new HttpClientHook(gate)));
  }

  @Override
  public Outcome send(TestRequest request) {
    try {
      return outcome(client.send(JdkRequests.of(request), BodyHandlers.ofByteArray()));
    } catch (IOException | InterruptedException | RuntimeException error) {
      return Outcome.failed(error);
    }
  }

  @Override
  public boolean outlivesCancellation() {
    return true;
  }

  @Override
  public PendingCall start(TestRequest request) {
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(JdkRequests.of(request), BodyHandlers.ofByteArray());
    CompletableFuture<Thread> heard = future.handle((r, e) -> Thread.currentThread());
    return new PendingCall() {
      @Override
      public Thread calledBackOn() {
        return heard.join();
      }

      @Override
      public Outcome await() {
        try {
          return outcome(future.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException error) {
          return Outcome.failed(error.getCause());
        } catch (Exception error) {
          return Outcome.failed(error);
        }
      }

      @Override
      public void cancel() {
        future.cancel(true);
      }
    };
  }

  @Override
  public LiveResponse open(CallMode mode, TestRequest request) throws Exception {
    HttpRequest own = JdkRequests.of(request);
    HttpResponse<InputStream> response;
    if (mode == CallMode.SYNC) {
      response = client.send(own, BodyHandlers.ofInputStream());
    } else {
      try {
        response = client.sendAsync(own, BodyHandlers.ofInputStream()).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException error) {
        throw (Exception) error.getCause();
      }
    }
    return new Live(response);
  }

  @Override
  public String firstWebSocketMessage(URI url) throws Exception {
    CompletableFuture<String> message = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.complete(data.toString());
            return null;
          }
        };
    URI webSocket = URI.create(url.toString().replaceFirst("^http", "ws"));
    WebSocket socket =
        client.newWebSocketBuilder().buildAsync(webSocket, listener).get(10, TimeUnit.SECONDS);
    try {
      return message.get(10, TimeUnit.SECONDS);
    } finally {
      socket.abort();
    }
  }

  @Override
  public void close() {
    // the JDK's client goes when nothing refers to it; it can be closed from 21 on only
  }

  private static Outcome outcome(HttpResponse<byte[]> response) {
    return Outcome.of(response.statusCode(), response.headers().map(), response.body());
  }

  private record Live(HttpResponse<InputStream> response) implements LiveResponse {
    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public Map<String, List<String>> headers() {
      return response.headers().map();
    }

    @Override
    public InputStream body() {
      return response.body();
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  private static final class Answering extends Authenticator {
    private final String password;

    Answering(String password) {
      this.password = password;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication("test", password.toCharArray());
    }
  }
}
