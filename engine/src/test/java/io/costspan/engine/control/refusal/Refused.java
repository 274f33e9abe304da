// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.RefusalForm;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A refusal as an application gets it. */
record Refused(Ruling.Refused ruling, Verdict.Answer answer, String body) {
  static final RefusalOptions DEFAULTS = new RefusalOptions(null, null, RefusalForm.ANSWER);

  private static final EndpointDetector DETECTOR = EndpointDetector.with(Map.of());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a call to this URL, with nothing set. */
  static Refused at(String url, Refusal refusal) {
    return at(url, refusal, DEFAULTS);
  }

  static Refused at(String url, Refusal refusal, RefusalOptions options) {
    Ruling.Refused ruling = ruling(url, refusal, options);
    Verdict.Answer answer = (Verdict.Answer) ruling.verdict();
    ByteBuffer body = answer.body().next().toCompletableFuture().join();
    return new Refused(ruling, answer, StandardCharsets.UTF_8.decode(body).toString());
  }

  static Ruling.Refused ruling(String url, Refusal refusal, RefusalOptions options) {
    URI uri = URI.create(url);
    int port = uri.getPort() > 0 ? uri.getPort() : 443;
    Endpoint endpoint = DETECTOR.detect("POST", uri.getHost(), port, url);
    Subject who =
        new Subject(
            endpoint.provider(), "m", endpoint.operation(), uri.getHost(), "s", null, Map.of());
    return new RefusalAnswers(options)
        .of(
            new Arrival(endpoint, "POST", url, name -> null, each -> {}, null, who),
            new Asked(who, RequestFacts.UNKNOWN, null, Caller.WAITS, () -> Forecast.UNKNOWN),
            refusal);
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code null} when there is none, or several. */
  String header(String name) {
    return answer.headers().stream()
        .filter(header -> header.getKey().equals(name))
        .map(Map.Entry::getValue)
        .reduce((one, two) -> null)
        .orElse(null);
  }
}
