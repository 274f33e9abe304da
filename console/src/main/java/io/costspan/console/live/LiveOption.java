// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.live.LiveJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running JVMs are meant: as a rule, all that share the state directory. */
final class LiveOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The state directory (default: costspan.home as the settings say, ~/.costspan where they"
              + " say nothing).")
  private @Nullable Path home;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "Only the JVM of this process id (default: every JVM of the state directory).")
  private @Nullable Long pid;

  /** The state directory. */
  Path home() {
    return home != null ? home.toAbsolutePath() : Settings.load(null).get(SettingsCatalogue.HOME);
  }

  /** Those that run; empty when none does. */
  List<LiveJvm> running() throws IOException {
    List<LiveJvm> all = LiveJvm.all(home());
    Long only = pid;
    return only == null ? all : all.stream().filter(jvm -> jvm.pid() == only).toList();
  }

  /** What to tell where none runs. */
  String none() {
    return "no running JVM with costspan shares "
        + home()
        + (pid == null ? "" : " and is process " + pid)
        + ". It can be seen from its first call on, unless costspan.live.enabled=false; name its"
        + " state directory with --home.";
  }
}
