// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.JettyTlsServer;
import java.util.Map;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProtocolTest {
  @Test
  void whatIsSpokenWhereHttp2IsOffered() throws Exception {
    boolean oldest = System.getProperty("okhttp.under.test").startsWith("3.0.");
    RecordingGate gate = new RecordingGate();
    try (JettyTlsServer server = new JettyTlsServer(true);
        OkHttpUnderTest under = new OkHttpUnderTest(gate, ClientOptions.defaults(true))) {
      server.on("/v1/chat", (request, reply) -> reply.whole(200, Map.of(), "{}".getBytes(UTF_8)));
      Request request = new Request.Builder().url(server.uri("/v1/chat").toString()).build();
      Response response = under.newCall(under.client(), request).execute();
      assertThat(response.body().string()).isEqualTo("{}");
      assertThat(response.protocol()).isEqualTo(oldest ? Protocol.HTTP_1_1 : Protocol.HTTP_2);
    }
    assertThat(gate.only().endings()).containsExactly("end");
  }
}
