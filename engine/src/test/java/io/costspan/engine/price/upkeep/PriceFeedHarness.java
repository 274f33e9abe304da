// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.Discounts;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that hands out a price list, and an upkeep that takes it at a time of our choosing. */
abstract class PriceFeedHarness {
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;

  final List<String> told = new ArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  volatile String text = "";
  volatile int status = 200;
  volatile String etag = "\"1\"";
  Instant now = START;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String mark = exchange.getRequestHeaders().getFirst("if-none-match");
    asked.add(String.valueOf(mark));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("etag", etag);
    if (etag.equals(mark)) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2/data.json";
  }

  PriceUpkeep upkeep(String from) {
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new PriceUpkeep(
        new PriceOptions(
            List.of(),
            Map.of(),
            Discounts.NONE,
            new FeedOptions(home, from, Duration.ofHours(1)),
            Duration.ofDays(60)),
        told::add,
        clock);
  }

  Cost price(PriceUpkeep upkeep, String provider, String model) {
    Usage usage = Usage.builder().set(Unit.INPUT, 1_000_000).set(Unit.OUTPUT, 1_000_000).build();
    return CataloguePricer.following(upkeep)
        .price(List.of(new PriceQuery(provider, null, model, usage, false, now, null, null, null)));
  }

  /** As many models as it takes not to be a shrunken list, and those that are named. */
  static String genai(String... models) {
    StringBuilder text = new StringBuilder("[{\"id\":\"openai\",\"models\":[");
    for (String model : models) {
      text.append(model).append(',');
    }
    for (int i = 0; i < 2500; i++) {
      text.append(i == 0 ? "" : ",");
      text.append("{\"id\":\"filler-").append(i).append("\",\"prices\":{\"input_mtok\":1}}");
    }
    return text.append("]}]").toString();
  }

  static String model(String id, String prices) {
    return "{\"id\":\""
        + id
        + "\",\"match\":{\"or\":[{\"equals\":\""
        + id
        + "\"},{\"starts_with\":\""
        + id
        + "-20\"}]},\"prices\":"
        + prices
        + "}";
  }

  /** A list in our own lines, all but its end. */
  static String unfinishedLines() {
    StringBuilder lines = new StringBuilder("[\n");
    lines.append("{\"source\":\"house\",\"version\":\"7\",\"date\":\"2026-11-21\"},\n");
    lines.append("{\"id\":\"openai\",\"models\":[");
    for (int i = 0; i < 2500; i++) {
      lines.append(i == 0 ? "" : ",");
      lines
          .append("{\"id\":\"m")
          .append(i)
          .append("\",\"rates\":{\"input\":\"1\",\"output\":\"2\"}}");
    }
    return lines.toString();
  }
}
