// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import io.costspan.log.AgentLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the agent step aside: from one call to the next, no exchange is ours any more, and those in
 * flight end as they began. Asking costs one volatile read. Thread-safe.
 */
public final class KillSwitch {
  private final BiConsumer<Boolean, String> ordered;
  private volatile boolean byHand;
  private volatile boolean byFile;

  /**
   * @param ordered told of each order by hand: whether the switch is thrown, and who asked. On the
   *     asking thread, which may write a file
   */
  public KillSwitch(BiConsumer<Boolean, String> ordered) {
    this.ordered = ordered;
  }

  /** Whether the agent is to stay away. */
  public boolean thrown() {
    return byHand || byFile;
  }

  /** Throws the switch by hand, or takes it back. */
  public void byHand(boolean thrown, String who) {
    if (byHand != thrown) {
      byHand = thrown;
      tell("asked by " + who);
      ordered.accept(thrown, who);
    }
  }

  /**
   * Follows the kill files.
   *
   * @param there the one that is there; {@code null} for none
   */
  void byFile(@Nullable Path there) {
    if (byFile != (there != null)) {
      byFile = there != null;
      tell(there == null ? "the kill file is gone" : "there is " + there);
    }
  }

  /** Lets the console and JMX ask for it. */
  public void offer(Board board) {
    board.offer(
        new Operation(
            "kill",
            "Steps aside at once: calls are neither watched nor controlled any more.",
            List.of(),
            0,
            (arguments, who) -> {
              byHand(true, who);
              return "stepped aside; calls in flight finish";
            }));
    board.offer(
        new Operation(
            "revive",
            "Comes back after a kill.",
            List.of(),
            0,
            (arguments, who) -> {
              byHand(false, who);
              return byFile ? "the kill file is still there" : "back";
            }));
    board.show(
        "agent",
        () -> List.of(Map.of("stepped-aside", thrown(), "by-hand", byHand, "by-file", byFile)));
  }

  private void tell(String why) {
    AgentLog.warn((thrown() ? "steps aside: " : "watches again: ") + why);
  }
}
