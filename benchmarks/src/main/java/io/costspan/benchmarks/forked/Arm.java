// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.forked;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * One way to start a JVM.
 *
 * @param name as the table shows it
 * @param options what is put before the class path
 */
record Arm(String name, List<String> options) {

  /** A rule of every kind, with room for all calls. */
  private static final String EVERY_FEATURE =
      """
      hosts: { localhost: openai }
      tags: { team: "header:x-team" }
      budgets:
        total: { limit: 900000000 USD }
        team: { limit: 900000000 USD, each: tag.team }
      limits:
        all: { requests: 900000000/min, concurrent: 100000 }
      breakers:
        all: { spend: 900000000 USD/h, repeats: 900000000/min }
      root-caps:
        all: { limit: 900000000 USD }
      cache:
        rules:
          all: { ttl: 1h, stale-if-error: 1h }
      """;

  /** No agent, an empty one, ours, and OpenTelemetry's. */
  static List<Arm> all(Path root, Path directory) throws IOException {
    Path otel = root.resolve("benchmarks/target/opentelemetry-javaagent.jar");
    return List.of(
        new Arm("no agent", List.of()),
        new Arm("empty agent", List.of("-javaagent:" + emptyAgent(directory))),
        new Arm("costspan", costspan(root, directory.resolve("home"))),
        new Arm(
            "OpenTelemetry agent",
            List.of(
                "-javaagent:" + otel,
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none")));
  }

  /** Ours, with every local feature on. */
  static Arm everyFeature(Path root, Path directory) throws IOException {
    Path home = Files.createDirectories(directory.resolve("home-with-rules"));
    Files.writeString(home.resolve("costspan.yaml"), EVERY_FEATURE);
    return new Arm("costspan, every feature", costspan(root, home));
  }

  private static List<String> costspan(Path root, Path home) {
    return List.of(
        "-javaagent:" + root.resolve("agent/target/costspan.jar"),
        "-Dcostspan.home=" + home,
        "-Dotel.traces.exporter=none",
        "-Dotel.metrics.exporter=none");
  }

  /** The same with a heap of that size, all of it touched at the start. */
  Arm withHeap(String size) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-Xms" + size, "-Xmx" + size, "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    return new Arm(name, all);
  }

  Arm named(String other) {
    return new Arm(other, options);
  }

  /**
   * Runs a class of this package in a JVM started this way; gives what it wrote to standard output.
   */
  String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(classes().toString());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(name + ": " + main.getSimpleName() + " exited " + process.exitValue());
    }
    return output;
  }

  private static Path classes() {
    return Path.of(Arm.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static Path emptyAgent(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    Path jar = directory.resolve("empty-agent.jar");
    String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(classes().resolve(entry), out);
    }
    return jar;
  }
}
