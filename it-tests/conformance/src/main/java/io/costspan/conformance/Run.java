// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance;

import io.costspan.conformance.corpus.Address;
import io.costspan.conformance.corpus.Corpus;
import io.costspan.conformance.corpus.Exchange;
import io.costspan.conformance.corpus.Synthesis;
import io.costspan.conformance.loopback.AnswerServer;
import io.costspan.conformance.loopback.SpanReceiver;
import io.costspan.conformance.replay.PlannedRequest;
import io.costspan.conformance.replay.PlannedRequest.Header;
import io.costspan.conformance.replay.Received;
import io.costspan.conformance.replay.TraceIds;
import io.costspan.conformance.verdict.Allowance;
import io.costspan.conformance.verdict.Comparison;
import io.costspan.conformance.verdict.Finding;
import io.costspan.conformance.verdict.Report;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One replay of a corpus through one client.
 *
 * @param client {@code jdk} or {@code okhttp}
 * @param held whose recorded exchanges must be exact, by provider
 * @param allowed how many of those may differ all the same
 */
record Run(String client, Predicate<String> held, int allowed) {

  Report over(Corpus corpus, ChildJvm child) throws IOException, InterruptedException {
    List<Exchange> exchanges = corpus.exchanges();
    List<PlannedRequest> plan = new ArrayList<>();
    for (int index = 0; index < exchanges.size(); index++) {
      if (obstacle(exchanges.get(index)) == null) {
        plan.add(planned(index, exchanges.get(index)));
      }
    }
    try (AnswerServer server = new AnswerServer(exchanges);
        SpanReceiver receiver = new SpanReceiver()) {
      Map<Integer, Received> received = child.run(client, server.port(), receiver.endpoint(), plan);
      return report(corpus, received, receiver);
    }
  }

  private Report report(Corpus corpus, Map<Integer, Received> received, SpanReceiver spans)
      throws IOException {
    Allowance allowance = Allowance.bundled();
    List<Finding> findings = new ArrayList<>();
    for (int index = 0; index < corpus.exchanges().size(); index++) {
      Exchange exchange = corpus.exchanges().get(index);
      Received answer = received.get(index);
      findings.add(
          answer == null
              ? Finding.notReplayed(exchange, held(exchange), obstacle(exchange))
              : Finding.replayed(
                  exchange,
                  held(exchange),
                  Comparison.of(exchange, answer, spans.of(index), undone()),
                  allowance,
                  spans.of(index)));
    }
    return new Report(
        client,
        System.getProperty("java.version"),
        allowed,
        findings,
        corpus.broken(),
        spans.strays().stream().map(Span::getName).toList());
  }

  /** The content codings that a client undoes that nobody told to: OkHttp asks for its own. */
  private Set<String> undone() {
    return client.equals("okhttp") ? Set.of("gzip") : Set.of();
  }

  /** What is no model call must never be taken for one, whoever recorded it. */
  private boolean held(Exchange exchange) {
    return !exchange.llm() || (exchange.recorded() && held.test(exchange.provider()));
  }

  /** Why a record cannot be sent; {@code null} when it can. */
  private static @Nullable String obstacle(Exchange exchange) {
    if (exchange.responseElided()) {
      return "the record has no response body";
    }
    if (exchange.status() < 200 || exchange.status() > 599) {
      return "no final HTTP status";
    }
    return Address.of(exchange) == null ? "no URL is recorded, and none known for it" : null;
  }

  private static PlannedRequest planned(int index, Exchange exchange) {
    List<Header> headers = new ArrayList<>(RequestHeaders.sendable(exchange.requestHeaders()));
    headers.add(new Header("traceparent", TraceIds.traceparent(index)));
    URI address = Address.of(exchange);
    String body = Base64.getEncoder().encodeToString(Synthesis.body(exchange));
    return new PlannedRequest(index, exchange.method(), String.valueOf(address), headers, body);
  }
}
