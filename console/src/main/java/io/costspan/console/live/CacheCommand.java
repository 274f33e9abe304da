// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the caches of running JVMs, empties them, or fills them. */
@Command(
    name = "cache",
    description = "Shows the caches of the running JVMs.",
    mixinStandardHelpOptions = true,
    subcommands = {CacheCommand.Invalidate.class, CacheCommand.Warm.class},
    sortOptions = false)
public final class CacheCommand implements Callable<Integer> {
  @Option(names = "--json", description = "As one JSON object, for programs.")
  private boolean json;

  @Mixin private LiveOption live = new LiveOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    return LiveStates.show(live, spec, json, List.of("cache", "degraded"));
  }

  /** Takes answers out of the caches. */
  @Command(
      name = "invalidate",
      description = "Takes stored answers out of the caches, in memory and on disk.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Invalidate implements Callable<Integer> {
    @Option(names = "--model", paramLabel = "GLOB", description = "Of models named so.")
    private @Nullable String model;

    @Option(names = "--tag", paramLabel = "NAME=GLOB", description = "Of callers tagged so.")
    private @Nullable String tag;

    @Option(names = "--rule", paramLabel = "RULE", description = "Stored by this rule.")
    private @Nullable String rule;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Mixin private LiveOption live = new LiveOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      Map<String, String> arguments =
          new Arguments().with("model", model).with("tag", tag).with("rule", rule).said();
      if (all == !arguments.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "which ones? --model, --tag, --rule, or --all of them");
      }
      return Asking.all(live, spec, "invalidate", arguments);
    }
  }

  /** Fills a cache. */
  @Command(
      name = "warm",
      description =
          "Has a running JVM make the calls of a file, so that their answers are in its cache. Says"
              + " first what that may cost, and does it with --yes.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Warm implements Callable<Integer> {
    @Parameters(
        index = "0",
        paramLabel = "FILE",
        description =
            "A JSON object a line: method, url, headers, body; ${NAME} in a header stands for that"
                + " environment variable of the JVM.")
    private String file = "";

    @Option(names = "--yes", description = "Makes the calls.")
    private boolean yes;

    @Mixin private LiveOption live = new LiveOption();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      if (live.running().size() > 1) {
        throw new ParameterException(
            spec.commandLine(), "several JVMs run; name the one to make the calls with --pid");
      }
      String absolute = Path.of(file).toAbsolutePath().toString();
      int code = Asking.all(live, spec, "warm-cost", Map.of("file", absolute));
      if (code != 0 || !yes) {
        return code;
      }
      return Asking.all(live, spec, "warm", Map.of("file", absolute));
    }
  }
}
