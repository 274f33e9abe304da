// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveChannelTest {
  @TempDir private Path home;
  private final Board board = new Board();
  private LiveChannel channel;

  @BeforeEach
  void listens() throws Exception {
    board.show("budgets", () -> List.of(Map.of("name", "daily", "spent", new BigDecimal("1.50"))));
    board.offer(
        new Operation(
            "reset",
            "Starts a budget anew.",
            List.of("budget", "value"),
            1,
            (arguments, who) -> {
              if (!arguments.get("budget").equals("daily")) {
                throw new IllegalArgumentException("no such budget; there is daily");
              }
              return "reset by " + who;
            }));
    channel = new LiveChannel(board, home);
    channel.start();
    awaitOne(home);
  }

  @AfterEach
  void closes() {
    channel.close();
  }

  @Test
  void theStateIsSeenByAnotherProcessOfTheUser() throws Exception {
    LiveJvm jvm = LiveJvm.all(home).get(0);
    assertThat(jvm.pid()).isEqualTo(ProcessHandle.current().pid());
    Map<?, ?> state = jvm.state();
    assertThat(((Map<?, ?>) ((List<?>) state.get("budgets")).get(0)).get("spent"))
        .isEqualTo("1.50");
  }

  @Test
  void listensAnewWhereItsFileWasTakenAway() throws Exception {
    channel.look();
    LiveSocket before = LiveSocket.all(home).get(0);

    Files.delete(before.sign());
    assertThat(LiveJvm.all(home)).isEmpty();
    channel.look();
    awaitOne(home);

    assertThat(LiveJvm.all(home).get(0).perform("reset", Map.of("budget", "daily"), "ann"))
        .isEqualTo("reset by ann");
    assertThat(LiveSocket.all(home)).hasSize(1).doesNotContain(before);
  }

  @Test
  void anOperationIsDoneAndSaysSo() throws Exception {
    assertThat(LiveJvm.all(home).get(0).perform("reset", Map.of("budget", "daily"), "ann"))
        .isEqualTo("reset by ann");
  }

  @Test
  void whatCannotBeDoneSaysWhy() throws Exception {
    LiveJvm jvm = LiveJvm.all(home).get(0);
    assertThatThrownBy(() -> jvm.perform("reset", Map.of("budget", "weekly"), "ann"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such budget; there is daily");
    assertThatThrownBy(() -> jvm.perform("reset", Map.of(), "ann"))
        .hasMessage("reset needs \"budget\"");
    assertThatThrownBy(() -> jvm.perform("reset", Map.of("budget", "daily", "when", "now"), "ann"))
        .hasMessage("reset takes no \"when\"; it takes budget, value");
    assertThatThrownBy(() -> jvm.perform("explode", Map.of(), "ann"))
        .hasMessage("no \"explode\" here; there are reset");
  }

  @Test
  void nobodyElseMayEnter() throws Exception {
    assertThat(Files.getPosixFilePermissions(home.resolve("live")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whoSendsNonsenseIsLeftAndTheNextIsAnswered() throws Exception {
    Path address = LiveSocket.all(home).get(0).address();
    try (SocketChannel wrong = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
      wrong.write(ByteBuffer.wrap(new byte[] {127, 0, 0, 0, 1}));
    }
    try (SocketChannel wrong = SocketChannel.open(UnixDomainSocketAddress.of(address))) {
      wrong.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 2, '[', ']'}));
    }
    assertThat(LiveJvm.all(home).get(0).state().get("budgets")).isNotNull();
  }

  @Test
  void aSectionThatFailsShowsItsFault() throws Exception {
    board.show(
        "broken",
        () -> {
          throw new IllegalStateException("no");
        });
    assertThat(LiveJvm.all(home).get(0).state().get("broken").toString()).contains("fault");
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    channel.close();
    try (var left = Files.list(home.resolve("live"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aHomeOfALongNameIsReachedAllTheSame() throws Exception {
    Path deep = home.resolve("d".repeat(80)).resolve("e".repeat(80));
    LiveChannel far = new LiveChannel(board, deep);
    far.start();
    awaitOne(deep);
    assertThat(LiveJvm.all(deep).get(0).state().get("budgets")).isNotNull();
    far.close();
    assertThat(LiveJvm.all(deep)).isEmpty();
  }

  @Test
  void whatCannotBeReachedFromHereButLivesIsLeftAlone() throws Exception {
    Path other = home.resolve("live").resolve(ProcessHandle.current().pid() + "-0a.sock");
    Files.createFile(other);
    Files.writeString(home.resolve("live").resolve("1-0b.at"), "\0");
    assertThat(LiveJvm.all(home)).hasSize(1);
    assertThat(other).exists();
    Files.delete(other);
    Files.delete(home.resolve("live").resolve("1-0b.at"));
  }

  @Test
  void twoOfOneProcessIdAreBothReached() throws Exception {
    LiveChannel second = new LiveChannel(board, home);
    second.start();
    for (int i = 0; LiveJvm.all(home).size() < 2; i++) {
      assertThat(i).isLessThan(500);
      Thread.sleep(10);
    }
    second.close();
    assertThat(LiveJvm.all(home)).hasSize(1);
  }

  @Test
  void aSectionOfManyRowsTellsHowManyItLeavesOut() throws Exception {
    board.show("calls", () -> Collections.nCopies(1500, Map.of("model", "gpt")));
    List<?> rows = (List<?>) LiveJvm.all(home).get(0).state().get("calls");
    assertThat(rows).hasSize(1001);
    assertThat(rows.get(1000)).hasToString("{more=500}");
  }

  @Test
  void whatADeadProcessLeftIsTakenAway() throws Exception {
    Path left = home.resolve("live").resolve("99999999-0a.sock");
    Files.createFile(left);
    assertThat(LiveJvm.all(home)).hasSize(1);
    assertThat(left).doesNotExist();
  }

  private static void awaitOne(Path home) throws IOException, InterruptedException {
    for (int i = 0; i < 500; i++) {
      List<LiveJvm> all = LiveJvm.all(home);
      if (!all.isEmpty()) {
        try {
          all.get(0).state();
          return;
        } catch (IOException notYet) {
          // bound, and not listening yet
        }
      }
      Thread.sleep(10);
    }
    throw new AssertionError("nobody listens after five seconds");
  }
}
