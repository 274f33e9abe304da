// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.costspan.it.Jdk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An agent that is told to step aside while calls are in flight, in each of the three ways. */
class KillSwitchIT {
  private static final List<String> ONE_EMBEDDING =
      List.of("limits.one.requests=1/h", "limits.one.match.operation=embeddings");
  private static final String REFUSED = "embeddings: com.openai.errors.RateLimitException: ";

  @TempDir Path scratch;

  /** One of the ways. */
  private interface Switch {
    void to(boolean thrown) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void callsInFlightFinishAndLaterOnesAreLeftAloneUntilItIsBack(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    Path file = home.resolve("kill");
    List<String> expected = new ArrayList<>(List.of("COMPLETE embeddings", "REFUSED embeddings"));
    try (LiveApp live = LiveApp.start(App.OPENAI, jdk, scratch, home, ONE_EMBEDDING)) {
      assertThat(live.ask("embeddings")).doesNotContain("Exception");
      assertThat(live.ask("embeddings")).startsWith(REFUSED);
      assertThat(live.requests()).isEqualTo(1);
      List<Switch> ways =
          List.of(
              thrown -> {
                if (thrown) {
                  Files.createFile(file);
                } else {
                  Files.delete(file);
                }
              },
              thrown -> jmx(live, thrown ? "kill" : "revive"),
              thrown ->
                  LiveApp.console(
                      scratch,
                      home,
                      thrown ? new String[] {"kill"} : new String[] {"kill", "--undo"}));
      for (int i = 0; i < ways.size(); i++) {
        stepAsideAndBack(live, ways.get(i), i + 1);
        expected.addAll(List.of("COMPLETE chat", "COMPLETE chat", "REFUSED embeddings"));
      }
      assertThat(live.end()).isZero();
      assertThat(live.requests()).isEqualTo(1 + 3 * 3);
    }
    assertThat(
            Ledger.read(home).stream()
                .map(call -> call.ending().outcome() + " " + call.target().operation()))
        .containsExactlyElementsOf(expected);
    assertThat(Ledger.read(home))
        .filteredOn(call -> call.target().operation().equals("chat"))
        .allSatisfy(call -> assertThat(call.cost().usd()).isEqualByComparingTo("0.000183"));
  }

  private static void stepAsideAndBack(LiveApp live, Switch way, int time) throws Exception {
    int before = live.requests();
    live.type("long-stream");
    live.type("long-stream");
    LiveApp.await("two streams", () -> live.requests() == before + 2);
    way.to(true);
    awaitLog(live, "steps aside: ", time);
    assertThat(live.silent()).as("both streams in flight").isTrue();
    assertThat(live.ask("embeddings")).as("left alone").doesNotContain("Exception");
    String first = live.line();
    assertThat(first).startsWith("long-stream: [").contains("promptTokens=900");
    assertThat(live.line()).isEqualTo(first);
    way.to(false);
    awaitLog(live, "watches again: ", time);
    assertThat(live.ask("embeddings")).startsWith(REFUSED);
  }

  private static void awaitLog(LiveApp live, String what, int times) throws Exception {
    LiveApp.await(
        what + times,
        () -> {
          try {
            return live.log().split(what, -1).length > times;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @SuppressWarnings("BanJNDI") // the address is that of a process this test has started
  private static void jmx(LiveApp live, String operation) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(live.pid()));
    try {
      JMXServiceURL address = new JMXServiceURL(machine.startLocalManagementAgent());
      try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        ObjectName board = new ObjectName("io.costspan:type=Board");
        beans.invoke(board, operation, new Object[0], new String[0]);
      }
    } finally {
      machine.detach();
    }
  }
}
