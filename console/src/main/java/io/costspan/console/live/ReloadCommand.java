// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has running JVMs read their settings again. */
@Command(
    name = "reload",
    description = "Has the running JVMs read their settings again, and says what became of them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ReloadCommand implements Callable<Integer> {
  @Mixin private LiveOption live = new LiveOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    return Asking.all(live, spec, "reload", Map.of());
  }
}
