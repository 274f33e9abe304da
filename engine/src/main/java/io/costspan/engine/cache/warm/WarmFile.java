// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a file of requests, one JSON object a line. */
final class WarmFile {
  /** The most bytes of a file. */
  static final int MOST_BYTES = 16 << 20;

  /** The most requests of a file. */
  static final int MOST_REQUESTS = 1_000;

  private WarmFile() {}

  /**
   * The requests, in the order of the file; empty lines are none.
   *
   * @param file an absolute path
   * @param environment a variable's value by its name; {@code null} for one that is not set
   * @throws IllegalArgumentException when anything about the file is wrong, with what
   */
  static List<WarmRequest> read(String file, UnaryOperator<@Nullable String> environment) {
    List<WarmRequest> requests = new ArrayList<>();
    int number = 0;
    for (String line : text(path(file)).split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      if (requests.size() == MOST_REQUESTS) {
        throw new IllegalArgumentException(file + " has more than " + MOST_REQUESTS + " requests");
      }
      requests.add(WarmLine.read(number, line, environment));
    }
    if (requests.isEmpty()) {
      throw new IllegalArgumentException(file + " has no request");
    }
    return List.copyOf(requests);
  }

  private static Path path(String file) {
    try {
      Path path = Path.of(file);
      if (path.isAbsolute() && Files.isRegularFile(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // told below
    }
    throw new IllegalArgumentException("no file that the JVM can see by an absolute path: " + file);
  }

  private static String text(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(path + " has more than " + MOST_BYTES + " bytes");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(path + " is no UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(path + " cannot be read: " + e, e);
    }
  }
}
