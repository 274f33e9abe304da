// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import io.costspan.contract.OwnThreads;
import io.costspan.log.AgentLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Looks once a second whether a kill file is there: whoever cannot reach the JVM otherwise can
 * still make a file. It throws the switch of every JVM that shares the state directory.
 */
public final class KillFile {
  private static final long PAUSE_MILLIS = 1000;

  private final List<Path> files;
  private final KillSwitch kill;

  /**
   * @param files of which one that is there is enough; what is in it does not matter
   */
  public KillFile(List<Path> files, KillSwitch kill) {
    this.files = List.copyOf(files);
    this.kill = kill;
  }

  /**
   * Looks once now, and then on a thread of ours.
   *
   * @param besides looks at something else at the same pace; never throws
   */
  public void start(Runnable besides) {
    look();
    OwnThreads.repeat(
        "kill-file",
        PAUSE_MILLIS,
        () -> {
          look();
          besides.run();
        });
  }

  /** A look that fails changes nothing. */
  void look() {
    try {
      Path there = null;
      for (Path file : files) {
        there = there == null && Files.exists(file) ? file : there;
      }
      kill.byFile(there);
    } catch (RuntimeException e) {
      AgentLog.debug("the kill file could not be looked for", e);
    }
  }
}
