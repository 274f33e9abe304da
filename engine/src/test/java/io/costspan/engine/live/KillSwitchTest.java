// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchTest {
  @TempDir private Path home;
  private final List<String> orders = new ArrayList<>();
  private final KillSwitch kill = new KillSwitch((thrown, who) -> orders.add(who + " " + thrown));

  @Test
  void aFileThrowsItAndItsGoingTakesItBack() throws Exception {
    Path file = home.resolve("kill");
    KillFile watch = new KillFile(List.of(home.resolve("other"), file), kill);
    watch.look();
    assertThat(kill.thrown()).isFalse();
    Files.createFile(file);
    watch.look();
    assertThat(kill.thrown()).isTrue();
    Files.delete(file);
    watch.look();
    assertThat(kill.thrown()).isFalse();
  }

  @Test
  void aFileThatIsStillThereOutlivesTheHand() throws Exception {
    Board board = new Board();
    kill.offer(board);
    Path file = Files.createFile(home.resolve("kill"));
    new KillFile(List.of(file), kill).look();
    board.perform("kill", Map.of(), "ann");
    assertThat(board.perform("revive", Map.of(), "ann")).contains("still there");
    assertThat(kill.thrown()).isTrue();
    assertThat(board.rows("agent").get(0)).containsEntry("by-file", true);
  }

  @Test
  void theHandThrowsItAndTakesItBack() {
    Board board = new Board();
    kill.offer(board);
    board.perform("kill", Map.of(), "ann");
    assertThat(kill.thrown()).isTrue();
    board.perform("kill", Map.of(), "bob");
    board.perform("revive", Map.of(), "bob");
    assertThat(kill.thrown()).isFalse();
    assertThat(orders).containsExactly("ann true", "bob false");
  }
}
