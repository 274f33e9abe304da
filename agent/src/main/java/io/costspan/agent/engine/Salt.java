// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * The secret behind this host's key fingerprints: random bytes in {@code <home>/salt}, readable by
 * their owner only, made when the first credential is seen. One salt for all JVMs, so that a key
 * has one fingerprint in all their ledgers; where it cannot be kept, each JVM has its own.
 */
final class Salt implements Supplier<byte[]> {
  private static final int BYTES = 32;

  private final Path home;

  /**
   * @param home the state directory; made when missing
   */
  Salt(Path home) {
    this.home = home;
  }

  @Override
  public byte[] get() {
    byte[] fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    try {
      return kept(fresh);
    } catch (IOException | RuntimeException e) {
      AgentLog.debug("the salt cannot be kept; fingerprints hold for this JVM only", e);
      return fresh;
    }
  }

  /** The kept salt; of several JVMs that come first, one wins and the others read its. */
  private byte[] kept(byte[] fresh) throws IOException {
    Path file = home.resolve("salt");
    if (!Files.exists(file)) {
      Files.createDirectories(home, mode(home, "rwx------"));
      Path draft = Files.createTempFile(home, "salt", null, mode(home, "rw-------"));
      try {
        Files.write(draft, fresh, StandardOpenOption.WRITE);
        Files.createLink(file, draft);
      } catch (FileAlreadyExistsException e) {
        AgentLog.debug("another JVM was first to make the salt", e);
      } finally {
        Files.deleteIfExists(draft);
      }
    }
    byte[] salt = Files.readAllBytes(file);
    if (salt.length != BYTES) {
      throw new IOException(file + " holds " + salt.length + " bytes, not " + BYTES);
    }
    return salt;
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
