// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import io.costspan.engine.live.LiveJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Asks every JVM that is meant for one operation, and prints what each says. */
final class Asking {
  private Asking() {}

  /** Gives the exit code: 0 when each of them did it, 1 otherwise. */
  static int all(LiveOption live, CommandSpec spec, String operation, Map<String, String> arguments)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<LiveJvm> running = live.running();
    if (running.isEmpty()) {
      err.println(live.none());
      return 1;
    }
    int code = 0;
    for (LiveJvm jvm : running) {
      try {
        String done = jvm.perform(operation, arguments, who());
        out.println("process " + jvm.pid() + ": " + done);
      } catch (IllegalArgumentException refused) {
        err.println("process " + jvm.pid() + ": " + refused.getMessage());
        code = 1;
      } catch (IOException e) {
        err.println("process " + jvm.pid() + " does not answer: " + e.getMessage());
        code = 1;
      }
    }
    return code;
  }

  private static String who() {
    return System.getProperty("user.name", "unknown");
  }
}
