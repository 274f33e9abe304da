// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Prometheus's query API. */
final class Prometheus {
  private final JsonApi api;

  Prometheus(String base) {
    this.api = new JsonApi(base);
  }

  /** The result vector of an instant query. */
  JsonNode query(String promql) throws IOException, InterruptedException {
    return api.get("/api/v1/query?query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8))
        .path("data")
        .path("result");
  }

  /** The one number an instant query gives; NaN when it gives none. */
  double number(String promql) throws IOException, InterruptedException {
    JsonNode result = query(promql);
    return result.isEmpty() ? Double.NaN : result.get(0).path("value").get(1).asDouble();
  }

  /** Waits until a query gives a number close to this one, a minute at most. */
  void await(String promql, double expected) throws IOException, InterruptedException {
    double last = Double.NaN;
    for (int attempt = 0; attempt < 120; attempt++) {
      last = number(promql);
      if (Math.abs(last - expected) < 1e-9) {
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError(promql + " gives " + last + ", not " + expected);
  }

  /** The names of the alert rules that are loaded. */
  JsonNode rules() throws IOException, InterruptedException {
    return api.get("/api/v1/rules").path("data").path("groups").path(0).path("rules");
  }
}
