// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import io.costspan.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the spending application in a JVM of its own, under the packaged agent. */
final class AgentRun {
  private static final Path ROOT = Path.of(System.getProperty("costspan.root"));

  private final Path javaHome;
  private final Path home;
  private final String service;
  private final String otlp;

  AgentRun(Path javaHome, Path home, String service, String otlp) {
    this.javaHome = javaHome;
    this.home = home;
    this.service = service;
    this.otlp = otlp;
  }

  /**
   * What the application wrote, both streams; fails when it did not end well within two minutes.
   */
  String spend(Simulator simulator, int rounds) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.add("-javaagent:" + ROOT.resolve("agent/target/costspan.jar"));
    command.add("-Dcostspan.home=" + home);
    command.addAll(simulator.clientOptions());
    command.add("-cp");
    command.add(ROOT.resolve("it-tests/backends/target/test-classes").toString());
    command.add("io.costspan.it.backends.app.SpendingApp");
    command.add(simulator.url("api.openai.com"));
    command.add(simulator.url("api.anthropic.com"));
    command.add(Integer.toString(rounds));

    Path output = Files.createTempFile("spending", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", otlp);
    builder.environment().put("OTEL_SERVICE_NAME", service);
    builder.environment().put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + Files.readString(output));
    }
    String text = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new AssertionError("exit " + process.exitValue() + ": " + text);
    }
    return text;
  }
}
