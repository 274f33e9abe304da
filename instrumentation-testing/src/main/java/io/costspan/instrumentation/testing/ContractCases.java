// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordedCall;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.ReceivedRequest;
import io.costspan.instrumentation.testing.server.Reply;
import io.costspan.instrumentation.testing.server.TestServer;
import io.costspan.instrumentation.testing.server.TestServer.Behaviour;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the cases of the contract have in common. */
abstract class ContractCases {
  static final String PROMPT = "{\"model\":\"m\",\"messages\":[{\"content\":\"héllo\"}]}";
  static final String REPLY = "{\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}}";
  static final Map<String, String> JSON = Map.of("content-type", "application/json");
  static final Map<String, String> SSE = Map.of("content-type", "text/event-stream");

  private static final AtomicInteger PATHS = new AtomicInteger();

  final HttpClientContract setup;

  ContractCases(HttpClientContract setup) {
    this.setup = setup;
  }

  /** Answers with {@link #REPLY}. */
  static void reply(ReceivedRequest request, Reply reply) throws Exception {
    reply.whole(200, JSON, REPLY.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with {@link #REPLY}, its length not announced. */
  static void replyChunked(ReceivedRequest request, Reply reply) throws Exception {
    reply.head(200, JSON, Reply.UNKNOWN);
    reply.write(REPLY);
  }

  TestServer server() {
    return setup.server();
  }

  ClientOptions options() {
    return ClientOptions.defaults(setup.serverKind().http2());
  }

  ClientUnderTest client(@Nullable CallGate gate) {
    return setup.client(gate, options());
  }

  /** A path no other case uses, of a paid call, served by {@code behaviour}. */
  String serve(Behaviour behaviour) {
    String path = "/v1/" + PATHS.incrementAndGet();
    server().on(path, behaviour);
    return path;
  }

  URI uri(String path) {
    return server().uri(path);
  }

  /** As {@link #observe(Way, RecordingGate, ClientOptions, Function, Behaviour)}, a plain POST. */
  Observed observe(Way way, RecordingGate gate, Behaviour behaviour) {
    return observe(way, gate, options(), url -> TestRequest.post(url, PROMPT), behaviour);
  }

  /**
   * Makes the same call without and with costspan, asserts that the application got the same and
   * the server as many requests, and that the engine was told one ending.
   */
  Observed observe(
      Way way,
      RecordingGate gate,
      ClientOptions options,
      Function<URI, TestRequest> request,
      Behaviour behaviour) {
    String path = serve(behaviour);
    Outcome without;
    try (ClientUnderTest client = setup.client(null, options)) {
      without = way.exchange(client, request.apply(uri(path)));
    }
    int requests = server().received(path).size();
    Outcome with;
    try (ClientUnderTest client = setup.client(gate, options)) {
      with = way.exchange(client, request.apply(uri(path)));
      assertThat(gate.only().awaitEndings()).as("endings").hasSize(1);
    }
    assertThat(with.gist()).as("what the application got: %s", with).isEqualTo(without.gist());
    List<ReceivedRequest> received = server().received(path);
    assertThat(received).as("requests at the server").hasSize(2 * requests);
    return new Observed(gate.only(), with, received.subList(requests, received.size()));
  }

  /**
   * One call that was observed.
   *
   * @param requests what the server got of it
   */
  record Observed(RecordedCall call, Outcome outcome, List<ReceivedRequest> requests) {

    /** Asserts that the call ended well and its tap saw what the application got. */
    Observed endedWell() {
      assertThat(outcome.error()).isNull();
      assertThat(call.endings()).containsExactly("end");
      assertThat(call.statuses()).containsExactly(outcome.status());
      assertThat(call.answer().bytes()).isEqualTo(outcome.body());
      return this;
    }
  }
}
