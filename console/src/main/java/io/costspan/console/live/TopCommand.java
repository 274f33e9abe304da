// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import io.costspan.engine.live.LiveJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what running JVMs do, and goes on showing it. */
@Command(
    name = "top",
    description =
        "Shows calls under way, budgets, limits, breakers and caches of the running JVMs, and"
            + " redraws them.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class TopCommand implements Callable<Integer> {
  private static final List<String> SECTIONS =
      List.of("budgets", "limits", "breakers", "cache", "degraded", "calls");

  /** Home, and everything below it cleared: what every terminal since the VT100 understands. */
  private static final String REDRAW = "\033[H\033[2J";

  @Mixin private LiveOption live = new LiveOption();

  @Option(names = "--once", description = "Shows it once, without redrawing.")
  private boolean once;

  @Option(names = "--json", description = "As one JSON object, for programs; needs --once.")
  private boolean json;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Seconds between two looks (default: ${DEFAULT-VALUE}).")
  private int every = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (json && !once) {
      throw new ParameterException(spec.commandLine(), "--json is for --once");
    }
    if (every < 1) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--every': at least 1 second");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (once) {
      return look(out);
    }
    while (!out.checkError()) {
      StringWriter page = new StringWriter();
      PrintWriter writer = new PrintWriter(page);
      writer.println(
          "costspan, " + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
      writer.println();
      look(writer);
      writer.flush();
      // one write a page, so that it does not flicker
      out.print(redraw(System.getenv("TERM")) + page);
      out.flush();
      Thread.sleep(every * 1000L);
    }
    return 0;
  }

  /** What comes before a page: nothing where the terminal says that it understands no commands. */
  static String redraw(@Nullable String terminal) {
    return "dumb".equals(terminal) ? "" : REDRAW;
  }

  private int look(PrintWriter out) throws IOException {
    List<LiveJvm> running = live.running();
    if (running.isEmpty() && !json) {
      (once ? spec.commandLine().getErr() : out).println(live.none());
      return 1;
    }
    LiveStates states = LiveStates.of(running);
    if (json) {
      states.json(out);
    } else {
      states.tables(out, SECTIONS);
    }
    return running.isEmpty() ? 1 : 0;
  }
}
