// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyNeed;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the client sends again by its own rules stays one call, and every body sent is seen. */
abstract class ResendsContract extends ContractCases {
  ResendsContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @CsvSource({
    "307, NONE", "307, WHILE_SENDING", "307, BEFORE_SENDING",
    "308, NONE", "308, WHILE_SENDING", "308, BEFORE_SENDING"
  })
  void redirects(int status, BodyNeed need) {
    RecordingGate gate = new RecordingGate().needing(need);
    String target = serve(ContractCases::reply);
    Observed observed =
        observe(
            Way.SYNC_WHOLE,
            gate,
            options().followingRedirects(),
            url -> TestRequest.post(url, PROMPT),
            (request, reply) ->
                reply.whole(status, Map.of("location", uri(target).toString()), new byte[0]));
    observed.endedWell();
    int hops = observed.requests().size() + server().received(target).size() / 2;
    server().received(target).forEach(request -> assertThat(request.text()).isEqualTo(PROMPT));
    assertBodies(observed, need, hops);
  }

  @ParameterizedTest
  @EnumSource
  void challenge(BodyNeed need) {
    RecordingGate gate = new RecordingGate().needing(need);
    Observed observed =
        observe(
            Way.ASYNC_WHOLE,
            gate,
            options().answering("open sesame"),
            url -> TestRequest.post(url, PROMPT),
            (request, reply) -> {
              if (request.header("authorization") == null) {
                reply.whole(401, Map.of("www-authenticate", "Basic realm=\"test\""), new byte[0]);
              } else {
                reply(request, reply);
              }
            });
    observed.endedWell();
    assertThat(observed.outcome().status()).isEqualTo(200);
    assertThat(observed.requests()).hasSize(2);
    assertThat(observed.requests().get(1).text()).isEqualTo(PROMPT);
    assertBodies(observed, need, 2);
  }

  private static void assertBodies(Observed observed, BodyNeed need, int sent) {
    assertThat(observed.call().admissions()).isEqualTo(1);
    switch (need) {
      case NONE -> assertThat(observed.call().admittedBody()).isNull();
      case BEFORE_SENDING, IF_AT_HAND ->
          assertThat(observed.call().admittedBody()).isEqualTo(PROMPT);
      case WHILE_SENDING -> {
        assertThat(observed.call().requestBodies()).hasSize(sent);
        observed.call().requestBodies().forEach(body -> assertThat(body.text()).isEqualTo(PROMPT));
      }
    }
  }
}
