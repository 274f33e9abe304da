// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.console.live.BudgetsCommand;
import io.costspan.console.live.CacheCommand;
import io.costspan.console.live.KillCommand;
import io.costspan.console.live.OverrideCommand;
import io.costspan.console.live.ReloadCommand;
import io.costspan.console.live.TopCommand;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The costspan command line. Exit codes: 0 done; 1 could not be done; 2 the command or the settings
 * were not understood.
 */
@Command(
    name = "costspan-console",
    description = "Shows and controls what the LLM calls of your JVM applications cost.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ReportCommand.class,
      TailCommand.class,
      CheckConfigCommand.class,
      TopCommand.class,
      BudgetsCommand.class,
      OverrideCommand.class,
      CacheCommand.class,
      ReloadCommand.class,
      KillCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  costspan-console report --since 7d --by day,model",
      "  costspan-console report --since 2026-11-01 --by service --format csv",
      "  costspan-console tail --follow",
      "  costspan-console check-config costspan.yaml",
      "  costspan-console top",
      "  costspan-console override daily \"10 USD\" --until 18:00"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(writer(System.out), writer(System.err), arguments));
  }

  /** Runs a command line and gives its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine command = new CommandLine(new Main());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setOut(out);
    command.setErr(err);
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          line.getErr().println(e instanceof ConsoleException ? e.getMessage() : "failed: " + e);
          return CommandLine.ExitCode.SOFTWARE;
        });
    command.setParameterExceptionHandler(Main::misunderstood);
    int code = command.execute(arguments);
    out.flush();
    err.flush();
    return code;
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "which command? report, tail, check-config, top, budgets, override, cache, reload or kill");
  }

  /** One line of what is wrong and one of where to look, rather than a page of usage. */
  private static int misunderstood(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
