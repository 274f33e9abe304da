// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program run in a JVM of its own, bounded in time. */
final class Forked implements AutoCloseable {
  private static final int MOST_SECONDS = 120;

  private final Process process;
  private final BufferedReader output;
  private final CompletableFuture<String> errors;
  private final StringBuilder read = new StringBuilder();

  private Forked(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
  }

  /** What a program that has ended said. */
  record Result(int exit, String out, String err) {}

  /** Runs a program to its end. */
  static Result run(Map<String, String> environment, Path command, List<String> arguments)
      throws Exception {
    try (Forked forked = start(environment, command, arguments)) {
      return forked.await();
    }
  }

  static Forked start(Map<String, String> environment, Path command, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(command.toString());
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().putAll(environment);
    return new Forked(builder.start());
  }

  long pid() {
    return process.pid();
  }

  /** Reads the output up to a line. */
  void awaitLine(String wanted) throws Exception {
    CompletableFuture.runAsync(() -> readUpTo(wanted)).get(MOST_SECONDS, TimeUnit.SECONDS);
  }

  /** Types a line into the program. */
  void type(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Types a line, and gives the one that is said to it. */
  String ask(String line) throws Exception {
    type(line);
    return CompletableFuture.supplyAsync(this::line).get(MOST_SECONDS, TimeUnit.SECONDS);
  }

  Result await() throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> readUpTo(null));
    rest.get(MOST_SECONDS, TimeUnit.SECONDS);
    String err = errors.get(MOST_SECONDS, TimeUnit.SECONDS);
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("still running: " + read + err);
    }
    return new Result(process.exitValue(), read.toString(), err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String line() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readUpTo(String wanted) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        read.append(line).append('\n');
        if (line.equals(wanted)) {
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (wanted != null) {
      throw new IllegalStateException("ended without \"" + wanted + "\": " + read);
    }
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
