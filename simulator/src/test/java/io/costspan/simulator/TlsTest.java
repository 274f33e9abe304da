// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir Path dir;

  @Test
  void speaksBothProtocolsUnderItsOwnAuthority() throws Exception {
    try (Simulator simulator = Simulator.start(dir, 0, 0, Duration.ZERO)) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
      HttpRequest models =
          HttpRequest.newBuilder(URI.create(simulator.url("localhost") + "/v1/models")).build();
      HttpRequest old =
          HttpRequest.newBuilder(models.uri()).version(HttpClient.Version.HTTP_1_1).build();

      HttpResponse<String> two = client.send(models, BodyHandlers.ofString());
      HttpResponse<String> one =
          HttpClient.newBuilder().sslContext(trusting()).build().send(old, BodyHandlers.ofString());

      assertThat(two.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(one.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(two.body()).isEqualTo(one.body()).contains("gpt-4o-mini");
    }
  }

  @Test
  void namesEveryProviderInTheHostsFile() throws Exception {
    try (Simulator simulator = Simulator.start(dir)) {
      assertThat(Files.readString(dir.resolve("hosts")))
          .contains("127.0.0.1 localhost\n")
          .containsPattern("(?m)^127\\.\\d+\\.\\d+\\.1 api\\.anthropic\\.com$");
      assertThat(simulator.clientOptions()).anyMatch(o -> o.startsWith("-Djdk.net.hosts.file="));
    }
  }

  private SSLContext trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(dir.resolve("simulator-ca.p12"))) {
      store.load(in, "changeit".toCharArray());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
