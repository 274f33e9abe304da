// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import io.costspan.engine.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a JVM's socket is: {@code <home>/live/<pid>.sock}, in a directory that its user alone may
 * enter, which is what keeps the others out. A path longer than a socket's address can be (about a
 * hundred bytes, {@code sockaddr_un}) is told in {@code <pid>.at} instead.
 *
 * @param pid of the JVM
 * @param address the socket itself
 */
record LiveSocket(long pid, Path address) {
  private static final int LONGEST = 100;
  private static final String SOCKET = ".sock";
  private static final String ELSEWHERE = ".at";

  /** A place for this JVM's socket, where nothing is yet. */
  static LiveSocket make(Path home) throws IOException {
    Path directory = directory(home);
    PrivateFiles.directory(directory);
    long pid = ProcessHandle.current().pid();
    Path address = directory.resolve(pid + SOCKET);
    if (address.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      address = Files.createTempDirectory("costspan-").resolve(pid + SOCKET);
      PrivateFiles.replace(
          directory.resolve(pid + ELSEWHERE), address.toString().getBytes(StandardCharsets.UTF_8));
    }
    Files.deleteIfExists(address); // of a process that had our id before
    return new LiveSocket(pid, address);
  }

  /** Those there are, of JVMs alive or not, by process id. */
  static List<LiveSocket> all(Path home) throws IOException {
    List<LiveSocket> all = new ArrayList<>();
    Path directory = directory(home);
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(SOCKET)) {
            add(name, SOCKET, file, all);
          } else if (name.endsWith(ELSEWHERE)) {
            add(name, ELSEWHERE, Path.of(Files.readString(file)), all);
          }
        }
      }
    }
    return all;
  }

  /** Takes away what a JVM has left that is no more. */
  void forget(Path home) {
    for (Path left : List.of(address, directory(home).resolve(pid + ELSEWHERE))) {
      try {
        Files.deleteIfExists(left);
      } catch (IOException e) {
        // the next one tries again
      }
    }
  }

  private static void add(String name, String suffix, Path address, List<LiveSocket> to) {
    try {
      to.add(
          new LiveSocket(
              Long.parseLong(name.substring(0, name.length() - suffix.length())), address));
    } catch (NumberFormatException e) {
      // not one of ours
    }
  }

  private static Path directory(Path home) {
    return home.resolve("live");
  }
}
