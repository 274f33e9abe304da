// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costspan.conformance.replay.TraceIds;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector: takes what OTLP exporters send over HTTP, and keeps the spans by record. */
public final class SpanReceiver implements AutoCloseable {
  /** Key of spans that belong to no record. */
  private static final int STRAY = -1;

  private final HttpServer server;
  private final Map<Integer, List<Span>> spans = new ConcurrentHashMap<>();

  /** Starts on a free port of the loopback address. */
  public SpanReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} is set to. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The spans of a record. */
  public List<Span> of(int index) {
    return spans.getOrDefault(index, List.of());
  }

  /** Spans that belong to no record. */
  public List<Span> strays() {
    return of(STRAY);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange http) throws IOException {
    try (http) {
      byte[] body;
      try (InputStream in = body(http)) {
        body = in.readAllBytes();
      }
      if (http.getRequestURI().getPath().equals("/v1/traces")) {
        keep(ExportTraceServiceRequest.parseFrom(body));
      }
      http.getResponseHeaders().add("content-type", "application/x-protobuf");
      http.sendResponseHeaders(200, -1);
    }
  }

  private static InputStream body(HttpExchange http) throws IOException {
    InputStream raw = http.getRequestBody();
    String encoding = http.getRequestHeaders().getFirst("content-encoding");
    return "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(raw) : raw;
  }

  private void keep(ExportTraceServiceRequest request) {
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          String trace = HexFormat.of().formatHex(span.getTraceId().toByteArray());
          spans
              .computeIfAbsent(TraceIds.index(trace), key -> new CopyOnWriteArrayList<>())
              .add(span);
        }
      }
    }
  }
}
