// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JDKs the agent is tested on. */
final class JavaHomes {

  private JavaHomes() {}

  /** The JDK of this build, and a JDK 25, which the environment variable names. */
  static Stream<Path> both() {
    String home25 = System.getenv("JAVA_25_HOME");
    if (home25 == null) {
      throw new AssertionError("JAVA_25_HOME is not set: install a JDK 25 and name it there");
    }
    return List.of(Path.of(System.getProperty("java.home")), Path.of(home25)).stream();
  }
}
