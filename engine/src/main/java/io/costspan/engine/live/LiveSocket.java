// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import io.costspan.engine.file.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a JVM's socket is: {@code <home>/live/<pid>-<random>.sock}, in a directory that its user
 * alone may enter, which is what keeps the others out. A path longer than a socket's address can be
 * (about a hundred bytes, {@code sockaddr_un}) is told in a file {@code .at} instead. Containers
 * that share a state directory may have the same process ids, hence the random part.
 *
 * @param pid of the JVM, as it knows itself
 * @param address the socket itself
 * @param sign the file in the state directory by which it is found; as a rule the socket
 */
record LiveSocket(long pid, Path address, Path sign) {
  private static final int LONGEST = 100;
  private static final String SOCKET = ".sock";
  private static final String ELSEWHERE = ".at";
  private static final String TEMPORARY = "costspan-";

  /** A place for this JVM's socket, where nothing is yet. */
  static LiveSocket make(Path home) throws IOException {
    Path directory = directory(home);
    PrivateFiles.directory(directory);
    long pid = ProcessHandle.current().pid();
    String name = pid + "-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Path address = directory.resolve(name + SOCKET);
    if (address.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
      return new LiveSocket(pid, address, address);
    }
    Path far = Files.createTempDirectory(TEMPORARY).resolve(pid + SOCKET);
    Path sign = directory.resolve(name + ELSEWHERE);
    PrivateFiles.replace(sign, far.toString().getBytes(StandardCharsets.UTF_8));
    return new LiveSocket(pid, far, sign);
  }

  /** Those there are, of JVMs alive or not, by name. */
  static List<LiveSocket> all(Path home) throws IOException {
    List<LiveSocket> all = new ArrayList<>();
    Path directory = directory(home);
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          LiveSocket socket = read(file);
          if (socket != null) {
            all.add(socket);
          }
        }
      }
    }
    return all;
  }

  /** Takes away what a JVM has left that is no more. */
  void forget() {
    delete(address);
    delete(sign);
    Path parent = address.getParent();
    if (!address.equals(sign)
        && parent != null
        && parent.getFileName().toString().startsWith(TEMPORARY)) {
      delete(parent);
    }
  }

  private static void delete(Path left) {
    try {
      Files.deleteIfExists(left);
    } catch (IOException e) {
      // the next one tries again
    }
  }

  /** {@code null} for what is not one of ours, or has gone meanwhile. */
  private static @Nullable LiveSocket read(Path file) {
    String name = file.getFileName().toString();
    int end = name.indexOf('-');
    try {
      if (end > 0 && name.endsWith(SOCKET)) {
        return new LiveSocket(Long.parseLong(name.substring(0, end)), file, file);
      }
      if (end > 0 && name.endsWith(ELSEWHERE)) {
        Path far = Path.of(Files.readString(file).strip());
        return new LiveSocket(Long.parseLong(name.substring(0, end)), far, file);
      }
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
    return null;
  }

  private static Path directory(Path home) {
    return home.resolve("live");
  }
}
