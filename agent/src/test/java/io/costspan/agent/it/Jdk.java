// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The JDKs that the packaged agent is tried on. */
enum Jdk {
  JAVA_17(17),
  JAVA_25(25);

  private final int feature;

  Jdk(int feature) {
    this.feature = feature;
  }

  /** A command of this JDK. */
  Path command(String name) {
    return home().resolve("bin").resolve(name);
  }

  /** This JDK's home; an error naming what to install when there is none. */
  Path home() {
    String key = "JAVA_" + feature + "_HOME";
    String said = System.getProperty(key, System.getenv(key));
    if (said != null) {
      return Path.of(said);
    }
    Path own = Path.of(System.getProperty("java.home"));
    if (isOfThisVersion(own)) {
      return own;
    }
    try (DirectoryStream<Path> installed = Files.newDirectoryStream(Path.of("/usr/lib/jvm"))) {
      for (Path home : installed) {
        if (isOfThisVersion(home)) {
          return home;
        }
      }
    } catch (IOException e) {
      // no such directory here: as good as an empty one
    }
    throw new IllegalStateException(
        "no JDK " + feature + " found: install one and set " + key + " to its home");
  }

  private boolean isOfThisVersion(Path home) {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/javac"))) {
      return false;
    }
    try (Stream<String> lines = Files.lines(release, StandardCharsets.UTF_8)) {
      return lines.anyMatch(line -> line.matches("JAVA_VERSION=\"" + feature + "[.\"].*"));
    } catch (IOException e) {
      return false;
    }
  }
}
