// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A JDK that applications are run on. */
public enum Jdk {
  JDK_17(17),
  JDK_25(25);

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  private final int version;

  Jdk(int version) {
    this.version = version;
  }

  /** Its {@code java} program; a failure that says what to install when there is none. */
  public String java() {
    Path home =
        named()
            .or(this::running)
            .or(this::installed)
            .orElseThrow(
                () ->
                    new AssertionError(
                        "These tests need a JDK %d: install one below %s (apt-get install openjdk-%d-jdk-headless) or set %s"
                            .formatted(version, INSTALLED, version, variable())));
    return home.resolve("bin/java").toString();
  }

  private String variable() {
    return "JAVA_" + version + "_HOME";
  }

  private Optional<Path> named() {
    String home = System.getProperty(variable(), System.getenv(variable()));
    return home == null ? Optional.empty() : Optional.of(Path.of(home));
  }

  private Optional<Path> running() {
    return Runtime.version().feature() == version
        ? Optional.of(Path.of(System.getProperty("java.home")))
        : Optional.empty();
  }

  private Optional<Path> installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(INSTALLED, "*" + version + "*")) {
      for (Path home : homes) {
        if (release(home).contains("JAVA_VERSION=\"" + version)) {
          return Optional.of(home);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String release(Path home) throws IOException {
    Path release = home.resolve("release");
    return Files.exists(release) && Files.exists(home.resolve("bin/java"))
        ? String.join("\n", List.copyOf(Files.readAllLines(release)))
        : "";
  }
}
