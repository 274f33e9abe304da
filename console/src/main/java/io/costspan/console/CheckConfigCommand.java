// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.console.report.TextTable;
import io.costspan.engine.config.Problem;
import io.costspan.engine.config.RuleDoubts;
import io.costspan.engine.config.RuleNames;
import io.costspan.engine.config.Setting;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.config.Value;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the settings an agent started here would have, and what it would not understand. */
@Command(
    name = "check-config",
    description =
        "Prints the settings and rules in effect and where each comes from: the file, and this"
            + " shell's COSTSPAN_ variables. Exits with 2 when something is not understood.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class CheckConfigCommand implements Callable<Integer> {
  private static final int NOT_UNDERSTOOD = 2;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The settings file (default: the one an agent would read).")
  private @Nullable Path file;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The state directory (default: as the settings say).")
  private @Nullable Path home;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Properties properties = new Properties();
    properties.putAll(System.getProperties());
    say(properties, SettingsCatalogue.CONFIG, file);
    say(properties, SettingsCatalogue.HOME, home);
    Settings settings = Settings.load(null, properties, System.getenv());

    PrintWriter out = spec.commandLine().getOut();
    TextTable table = new TextTable(List.of("SETTING", "VALUE", "FROM"), 3);
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      Value<?> value = settings.explain(setting);
      // rules are shown below, each by itself
      if (!setting.holdsRules()) {
        table.row(List.of(setting.property(), value.text(), from(value)));
      }
    }
    table.print(out);
    new RuleSheet(settings, Clock.system(ZoneId.systemDefault()), out).print();
    Path read = settings.file();
    out.println();
    out.println(read == null ? "No settings file." : "Settings file: " + read);
    PrintWriter err = spec.commandLine().getErr();
    RuleDoubts.of(settings).forEach(doubt -> err.println("doubtful: " + doubt));
    return problems(settings, err);
  }

  private static int problems(Settings settings, PrintWriter err) {
    for (Problem problem : settings.problems()) {
      err.println("problem: " + problem.message());
    }
    if (settings.problems().isEmpty()) {
      return 0;
    }
    err.println(
        settings.refused()
            ? "The agent would refuse to start."
            : "The agent would only observe, with the values above.");
    String unenforced = RuleNames.notInForce(settings);
    if (!unenforced.isEmpty()) {
      err.println(unenforced);
    }
    return NOT_UNDERSTOOD;
  }

  private static void say(Properties properties, Setting<Path> setting, @Nullable Path path) {
    if (path != null) {
      properties.setProperty(setting.property(), path.toString());
    }
  }

  private String from(Value<?> value) {
    boolean said =
        (value.setting() == SettingsCatalogue.CONFIG && file != null)
            || (value.setting() == SettingsCatalogue.HOME && home != null);
    return said ? "command line" : value.origin().place();
  }
}
