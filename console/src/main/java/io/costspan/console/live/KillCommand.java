// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the agent of running JVMs step aside. */
@Command(
    name = "kill",
    description =
        "Makes the agent step aside at once in the running JVMs: calls are neither watched nor"
            + " controlled any more, those in flight finish. The application runs on. A file named"
            + " kill in the state directory does the same.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class KillCommand implements Callable<Integer> {
  @Option(names = "--undo", description = "Lets the agent come back.")
  private boolean undo;

  @Mixin private LiveOption live = new LiveOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    return Asking.all(live, spec, undo ? "revive" : "kill", Map.of());
  }
}
