// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import io.costspan.it.ForkedJvm;
import io.costspan.it.Jdk;
import io.costspan.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An application that runs under the packaged agent until it is told to end, and makes the calls it
 * is told, each on a thread of its own. Without a collector. For one thread.
 */
final class LiveApp implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Simulator simulator;
  private final Process process;
  private final Path errors;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private LiveApp(Simulator simulator, Process process, Path errors) {
    this.simulator = simulator;
    this.process = process;
    this.errors = errors;
  }

  static LiveApp start(App app, Jdk jdk, Path scratch, Path home, List<String> settings)
      throws Exception {
    Simulator simulator = Simulator.start(scratch);
    List<String> options = new ArrayList<>(AppRun.agent(home, settings));
    options.addAll(simulator.clientOptions());
    options.addAll(List.of("-cp", app.classPath(), app.mainClass(), "typed"));
    Map<String, String> environment = new HashMap<>(AppRun.environment(simulator));
    environment.put("OTEL_TRACES_EXPORTER", "none");
    environment.put("OTEL_METRICS_EXPORTER", "none");
    Path errors = Files.createTempFile(scratch, "live", ".txt");
    Process process =
        ForkedJvm.prepare(jdk, environment, options).redirectError(errors.toFile()).start();
    LiveApp live = new LiveApp(simulator, process, errors);
    Thread reader = new Thread(live::read, "what the application says");
    reader.setDaemon(true);
    reader.start();
    return live;
  }

  /** What arrives at the providers, and where they are. */
  Simulator simulator() {
    return simulator;
  }

  int requests() {
    return simulator.requests().all().size();
  }

  long pid() {
    return process.pid();
  }

  /** Has it make a call. */
  void type(String step) throws IOException {
    Writer input = process.outputWriter(StandardCharsets.UTF_8);
    input.write(step + "\n");
    input.flush();
  }

  /** What it has printed and nobody has read yet. */
  boolean silent() {
    return lines.isEmpty();
  }

  /** The next line it prints. */
  String line() throws Exception {
    String line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("it says nothing more; " + log());
    }
    return line;
  }

  /** Has it make a call, and gives what it prints of it. */
  String ask(String step) throws Exception {
    type(step);
    return line();
  }

  /** What it wrote to standard error, where the agent's messages are. */
  String log() throws IOException {
    return Files.readString(errors);
  }

  /** Has it end by itself; gives its exit code. */
  int end() throws Exception {
    process.outputWriter(StandardCharsets.UTF_8).close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; " + log());
    }
    return process.exitValue();
  }

  /** Looks every few milliseconds until something is so. */
  static void await(String what, BooleanSupplier so) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("still not: " + what);
      }
      Thread.sleep(10);
    }
  }

  /** Runs {@code costspan-console} for the JVMs of a state directory; gives what it printed. */
  static String console(Path scratch, Path home, String... command) throws Exception {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-jar", System.getProperty("costspan.consoleJar")));
    options.addAll(List.of(command));
    options.addAll(List.of("--home", home.toString()));
    ForkedJvm.Result result = ForkedJvm.run(Jdk.JDK_17, scratch, Map.of(), options);
    if (result.exit() != 0 || !result.err().isEmpty()) {
      throw new AssertionError(result);
    }
    return result.out();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    simulator.close();
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("cannot be read: " + e);
    }
  }
}
