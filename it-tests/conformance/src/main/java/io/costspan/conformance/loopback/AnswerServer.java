// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costspan.conformance.corpus.Exchange;
import io.costspan.conformance.replay.TraceIds;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers each request as it was recorded, in the content coding that it had. It is reached as the
 * proxy of plain HTTP, so that a client sends to the recorded host and port and no name is ever
 * looked up. Which record a request is tells its {@code traceparent}.
 */
public final class AnswerServer implements AutoCloseable {
  /** Said of a connection or an encoding that is not the one used here. */
  private static final Set<String> DROPPED =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "date",
          "keep-alive",
          "proxy-authenticate",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Writes that a body is cut into: anywhere, also within a line or a character. */
  private static final int PIECES = 9;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final List<Exchange> exchanges;

  /**
   * Starts on a free port of the loopback address.
   *
   * @param exchanges by their number in trace ids
   */
  public AnswerServer(List<Exchange> exchanges) throws IOException {
    this.exchanges = exchanges;
    // without it every small answer waits for a delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      http.getRequestBody().readAllBytes();
      String traceparent = http.getRequestHeaders().getFirst("traceparent");
      int index = traceparent == null ? -1 : TraceIds.index(traceparent.substring(3, 35));
      if (index < 0 || index >= exchanges.size()) {
        http.sendResponseHeaders(599, -1);
        return;
      }
      answer(http, exchanges.get(index));
    }
  }

  private static void answer(HttpExchange http, Exchange exchange) throws IOException {
    for (Map.Entry<String, String> header : exchange.responseHeaders()) {
      if (!DROPPED.contains(header.getKey().toLowerCase(Locale.ROOT))
          && HeaderText.isLegal(header.getKey(), header.getValue())) {
        http.getResponseHeaders().add(header.getKey(), header.getValue());
      }
    }
    byte[] body = exchange.responseBody();
    String coding = exchange.contentCoding();
    if (body.length > 0 && ContentCoding.isKnown(coding)) {
      http.getResponseHeaders().add("content-encoding", coding);
      body = ContentCoding.encoded(body, coding);
    }
    http.sendResponseHeaders(exchange.status(), body.length == 0 ? -1 : 0);
    if (body.length > 0) {
      write(http.getResponseBody(), body);
    }
  }

  private static void write(OutputStream out, byte[] body) throws IOException {
    int piece = Math.max(1, (body.length + PIECES - 1) / PIECES);
    for (int from = 0; from < body.length; from += piece) {
      out.write(body, from, Math.min(piece, body.length - from));
      out.flush();
    }
    out.close();
  }
}
