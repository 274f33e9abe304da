// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file or directory; {@code ~} is the user's home, what is relative starts where the JVM does.
 */
final class PathType extends ValueType<Path> {

  @Override
  String name() {
    return "path";
  }

  @Override
  String accepted() {
    return "a path; ~ is the home directory";
  }

  @Override
  Path parse(String text) throws BadValueException {
    if (text.isEmpty()) {
      throw new BadValueException("");
    }
    try {
      boolean atHome = text.equals("~") || text.startsWith("~/") || text.startsWith("~\\");
      Path path = atHome ? userHome().resolve(afterTilde(text)) : Path.of(text);
      return path.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new BadValueException(e.getReason());
    }
  }

  private static String afterTilde(String text) {
    return text.length() < 2 ? "" : text.substring(2);
  }

  /**
   * The JDK says {@code ?} where the user has no entry in the password database, as in many
   * containers; taken for a path it would be a directory named so beside the application.
   */
  private static Path userHome() {
    String home = System.getProperty("user.home");
    return home == null || home.isBlank() || home.equals("?")
        ? Path.of(System.getProperty("java.io.tmpdir", "."))
        : Path.of(home);
  }
}
