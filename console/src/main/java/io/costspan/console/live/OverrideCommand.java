// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a budget more for a while. */
@Command(
    name = "override",
    description = "Gives a budget of the running JVMs more for a while; the ledger says who did.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class OverrideCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BUDGET", description = "Its name in the settings.")
  private String budget = "";

  @Parameters(
      index = "1",
      paramLabel = "AMOUNT",
      description = "How much more, for instance \"10 USD\"; 0 takes an override back.")
  private String amount = "";

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description =
          "An instant (2026-11-23T08:00:00Z), a local time (18:00) or a duration (2h) from now"
              + " (default: the end of the budget's window).")
  private @Nullable String until;

  @Option(
      names = "--value",
      paramLabel = "VALUE",
      description = "Of a budget per model, service ...: which one (default: all of them).")
  private @Nullable String value;

  @Mixin private LiveOption live = new LiveOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Arguments arguments =
        new Arguments()
            .with("budget", budget)
            .with("amount", amount)
            .with("until", until)
            .with("value", value);
    return Asking.all(live, spec, "override", arguments.said());
  }
}
