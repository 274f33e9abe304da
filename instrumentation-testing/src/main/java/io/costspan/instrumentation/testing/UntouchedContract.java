// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Http1Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is none of ours stays as it is. */
abstract class UntouchedContract extends ContractCases {
  private static final String WEBSOCKET_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  UntouchedContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @EnumSource
  void otherCalls(Way way) {
    RecordingGate gate =
        new RecordingGate().admitting(new Verdict.Refuse(new IOException("not to be asked")));
    String path = "/elsewhere/" + way;
    server().on(path, ContractCases::reply);
    try (ClientUnderTest client = client(gate)) {
      assertThat(way.exchange(client, TestRequest.post(uri(path), PROMPT)).text()).isEqualTo(REPLY);
    }
    assertThat(gate.calls()).isEmpty();
    assertThat(server().received(path)).hasSize(1);
  }

  @Test
  void webSockets() throws Exception {
    RecordingGate gate =
        new RecordingGate().admitting(new Verdict.Refuse(new IOException("not to be asked")));
    try (Http1Server upgrading = new Http1Server();
        ClientUnderTest client = client(gate)) {
      upgrading.on(
          "/v1/realtime",
          (request, reply) -> {
            reply.head(
                101,
                Map.of(
                    "upgrade", "websocket",
                    "connection", "Upgrade",
                    "sec-websocket-accept", accept(request.header("sec-websocket-key"))),
                0);
            reply.write(new byte[] {(byte) 0x81, 5, 'h', 'e', 'l', 'l', 'o'});
            TimeUnit.MILLISECONDS.sleep(500);
          });
      assertThat(client.firstWebSocketMessage(upgrading.uri("/v1/realtime"))).isEqualTo("hello");
    }
    assertThat(gate.calls()).isEmpty();
  }

  private static String accept(@Nullable String key) throws Exception {
    // the digest RFC 6455 §1.3 prescribes
    byte[] digest =
        MessageDigest.getInstance("SHA-1")
            .digest((key + WEBSOCKET_GUID).getBytes(StandardCharsets.US_ASCII));
    return Base64.getEncoder().encodeToString(digest);
  }
}
