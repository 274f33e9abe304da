// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.journal.JournalOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which ledger to read. */
final class LedgerOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "The state directory (default: costspan.home as the settings say, ~/.costspan where they"
              + " say nothing).")
  private @Nullable Path home;

  /** The ledger's directory, there or not. */
  Path directory() {
    Path chosen =
        home != null ? home.toAbsolutePath() : Settings.load(null).get(SettingsCatalogue.HOME);
    return JournalOptions.directory(chosen);
  }

  /** The ledger's directory. */
  Path existing() throws ConsoleException {
    Path directory = directory();
    if (!Files.isDirectory(directory)) {
      throw new ConsoleException(
          "no ledger in "
              + directory
              + ". Run an application with -javaagent:costspan.jar that calls an LLM, or name its"
              + " state directory with --home, -Dcostspan.home or COSTSPAN_HOME.");
    }
    return directory;
  }
}
