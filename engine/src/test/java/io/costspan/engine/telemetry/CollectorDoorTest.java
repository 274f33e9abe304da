// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class CollectorDoorTest {

  @Test
  void openDoorIsOpen() throws IOException {
    try (ServerSocket collector = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      assertThat(door(collector.getLocalPort()).refusal()).isNull();
    }
  }

  @Test
  void closedDoorRefusesAtOnce() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThat(door(port).refusal()).isNotNull();
  }

  @Test
  void nonsenseIsLeftToTheExporter() {
    assertThat(new CollectorDoor("no address").refusal()).isNull();
    assertThat(new CollectorDoor("http://name.invalid:4318/v1/traces").refusal()).isNull();
  }

  private static CollectorDoor door(int port) {
    return new CollectorDoor("http://localhost:" + port + "/v1/traces");
  }
}
