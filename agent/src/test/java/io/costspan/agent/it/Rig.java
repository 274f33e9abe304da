// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okio.Buffer;

/** What an application under test is started with, and what it left behind. */
final class Rig {
  static final Path AGENT = Path.of("target/costspan.jar").toAbsolutePath();
  static final String APPS = "io.costspan.agent.it.app.";

  /** Boot classes are verified only when asked for, and the JDK client is one. */
  static final List<String> VERIFY =
      List.of(
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+BytecodeVerificationLocal",
          "-XX:+BytecodeVerificationRemote");

  private final Jdk jdk;
  private final Path home;

  /**
   * @param home the agent's state directory
   */
  Rig(Jdk jdk, Path home) {
    this.jdk = jdk;
    this.home = home;
  }

  /** Runs one of the applications under the agent. */
  Forked.Result run(String app, List<String> options, String... arguments) throws Exception {
    return java(withAgent(options), app, arguments);
  }

  /** Runs one of the applications with these options and no others. */
  Forked.Result java(List<String> options, String app, String... arguments) throws Exception {
    return Forked.run(Map.of(), jdk.command("java"), line(options, app, arguments));
  }

  Forked start(List<String> options, String app) throws IOException {
    return Forked.start(Map.of(), jdk.command("java"), line(options, app));
  }

  List<String> withAgent(List<String> more) {
    List<String> options = new ArrayList<>(settings());
    options.add("-javaagent:" + AGENT);
    options.addAll(more);
    return options;
  }

  /**
   * Keeps the agent's state to this test; without a collector, and with a provider whose prices are
   * known, so that nothing complains.
   */
  List<String> settings() {
    return List.of(
        "-Dcostspan.home=" + home,
        "-Dcostspan.telemetry.enabled=false",
        "-Dcostspan.hosts=127.0.0.1=openai;localhost=openai");
  }

  /** How many calls the ledger knows. */
  long callsInLedger() throws IOException {
    return ledger().size();
  }

  /** What the ledger says of each call. */
  List<String> ledger() throws IOException {
    Path ledger = home.resolve("ledger");
    List<String> calls = new ArrayList<>();
    if (Files.exists(ledger)) {
      try (Stream<Path> files = Files.list(ledger)) {
        for (Path file : files.toList()) {
          try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> line.contains("\"type\":\"call\"")).forEach(calls::add);
          }
        }
      }
    }
    return calls;
  }

  /** The applications and what they need. */
  static String classPath() throws URISyntaxException {
    return String.join(
        File.pathSeparator,
        Path.of("target/test-classes").toAbsolutePath().toString(),
        placeOf(OkHttpClient.class),
        placeOf(Buffer.class));
  }

  /** Makes a jar of the applications' classes, which archives of class data ask for. */
  static Path jarOfApps(Path file) throws IOException {
    return jar(file, new Manifest(), Path.of("target/test-classes"), "io/costspan/agent/it/app/");
  }

  /** Makes a jar of one application and our root classes, as a careless merge would. */
  static Path mergedJar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.IMPLEMENTATION_TITLE, "shop");
    main.putValue("Premain-Class", "io.costspan.agent.CostspanAgent");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream merged = new JarOutputStream(out, manifest);
        JarFile ours = new JarFile(AGENT.toFile())) {
      for (JarEntry entry : ours.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          merged.putNextEntry(new JarEntry(entry.getName()));
          merged.write(ours.getInputStream(entry).readAllBytes());
        }
      }
    }
    return file;
  }

  private static Path jar(Path file, Manifest manifest, Path root, String prefix)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest);
        Stream<Path> classes = Files.list(root.resolve(prefix))) {
      for (Path type : classes.sorted().toList()) {
        jar.putNextEntry(new JarEntry(prefix + type.getFileName()));
        jar.write(Files.readAllBytes(type));
      }
    }
    return file;
  }

  private static List<String> line(List<String> options, String app, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(options);
    try {
      if (!options.contains("-cp")) {
        line.addAll(List.of("-cp", classPath()));
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    line.add(APPS + app);
    line.addAll(List.of(arguments));
    return line;
  }

  private static String placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
