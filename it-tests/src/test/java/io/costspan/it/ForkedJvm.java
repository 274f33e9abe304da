// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end in a JVM of its own, within two minutes. */
public final class ForkedJvm {

  private static final long LIMIT_SECONDS = 120;

  private ForkedJvm() {}

  /**
   * What a program left.
   *
   * @param exit its exit code
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Result(int exit, String out, String err) {}

  /** Runs {@code java options...}; the environment gets these variables more, none of OTEL_*. */
  public static Result run(
      Jdk jdk, Path scratch, Map<String, String> environment, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = command(jdk, options);
    Path out = Files.createTempFile(scratch, "out", ".txt");
    Path err = Files.createTempFile(scratch, "err", ".txt");
    Process process =
        builder(command, environment)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "still running after %d s: %s%n%s%n%s"
                .formatted(LIMIT_SECONDS, command, Files.readString(out), Files.readString(err)));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /** A JVM that is yet to be started, for who talks to it while it runs. */
  public static ProcessBuilder prepare(
      Jdk jdk, Map<String, String> environment, List<String> options) {
    return builder(command(jdk, options), environment);
  }

  private static List<String> command(Jdk jdk, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java());
    command.addAll(options);
    return command;
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(ForkedJvm::wouldInterfere);
    builder.environment().putAll(environment);
    return builder;
  }

  private static boolean wouldInterfere(String variable) {
    return variable.startsWith("OTEL_")
        || variable.startsWith("COSTSPAN_")
        || variable.equals("JAVA_TOOL_OPTIONS");
  }
}
