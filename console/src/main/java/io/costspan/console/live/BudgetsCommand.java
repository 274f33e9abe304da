// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the budgets of running JVMs; resets, pauses or resumes one. */
@Command(
    name = "budgets",
    description =
        "Shows what is spent and reserved of each budget of the running JVMs; or resets, pauses or"
            + " resumes one.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class BudgetsCommand implements Callable<Integer> {

  /** What to do with a budget. */
  enum Act {
    /** Show them all. */
    SHOW,
    /** Forget what is spent. */
    RESET,
    /** Refuse every call of it. */
    PAUSE,
    /** Take a pause back. */
    RESUME
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "SHOW",
      paramLabel = "ACT",
      description = "show (the default), reset, pause or resume.")
  private Act act = Act.SHOW;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BUDGET",
      description = "The budget's name in the settings.")
  private @Nullable String budget;

  @Option(
      names = "--value",
      paramLabel = "VALUE",
      description = "Of a budget per model, service ...: which one (default: all of them).")
  private @Nullable String value;

  @Option(names = "--json", description = "As one JSON object, for programs.")
  private boolean json;

  @Mixin private LiveOption live = new LiveOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    return act == Act.SHOW ? show() : ask();
  }

  private int ask() throws IOException {
    Arguments arguments = new Arguments().with("budget", budget).with("value", value);
    return Asking.all(live, spec, act.name().toLowerCase(Locale.ROOT), arguments.said());
  }

  private int show() throws IOException {
    return LiveStates.show(live, spec, json, List.of("budgets", "degraded"));
  }
}
