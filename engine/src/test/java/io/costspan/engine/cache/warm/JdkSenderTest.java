// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import io.costspan.engine.cache.CacheHarness;
import io.costspan.engine.passage.Forecaster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdkSenderTest {
  private static final String BODY =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"é\"}]}";

  private final BlockingQueue<List<String>> got = new LinkedBlockingQueue<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          got.add(
              List.of(
                  exchange.getRequestMethod(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          exchange.sendResponseHeaders(418, 2);
          exchange.getResponseBody().write(new byte[2]);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void theRequestIsSentAsItIsAndTheStatusTold() throws Exception {
    assertThat(new JdkSender().send(call())).isEqualTo(418);
    assertThat(got.take()).containsExactly("POST", "Bearer sk-a", BODY);
  }

  @Test
  void whoeverIsNotThereIsAnError() throws Exception {
    WarmCall call = call();
    server.stop(0);
    assertThatIOException().isThrownBy(() -> new JdkSender().send(call));
  }

  private WarmCall call() {
    CacheHarness app = new CacheHarness(CacheHarness.anHour());
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/chat/completions";
    WarmRequest request =
        WarmLine.read(
            1,
            "{\"url\":\""
                + url
                + "\",\"headers\":{\"Authorization\":\"Bearer sk-a\"},\"body\":"
                + BODY
                + "}",
            name -> null);
    return WarmCall.of(request, app.room(), app.rehearsals(Forecaster.NONE));
  }
}
