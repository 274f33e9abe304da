// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.file.PrivateFiles;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The random bytes that make key fingerprints comparable on one host and meaningless elsewhere:
 * {@code salt} in the state directory, made by whichever JVM comes first.
 */
public final class HostSalt {

  /** Bytes of a salt. */
  public static final int LENGTH = 32;

  private static final String FILE = "salt";

  private HostSalt() {}

  /**
   * The host's salt, made when it is missing. Where it can be neither read nor kept, a salt for
   * this JVM only: fingerprints then tell keys apart within it, but not across.
   */
  public static byte[] of(Path home) {
    byte[] fresh = new byte[LENGTH];
    new SecureRandom().nextBytes(fresh);
    try {
      Path file = home.resolve(FILE);
      if (!Files.exists(file)) {
        make(home, file, fresh);
      }
      byte[] kept = Files.readAllBytes(file);
      if (kept.length == LENGTH) {
        return kept;
      }
      AgentLog.warnOnce("salt", file + " is no salt of " + LENGTH + " bytes; delete it");
    } catch (IOException | RuntimeException e) {
      AgentLog.debug("key fingerprints hold for this JVM only", e);
    }
    return fresh;
  }

  /** Under another name first, so that no one reads half of it; the first to link it wins. */
  private static void make(Path home, Path file, byte[] salt) throws IOException {
    PrivateFiles.parents(home);
    Path draft = home.resolve(FILE + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    try {
      try (FileChannel channel = PrivateFiles.create(draft)) {
        channel.write(ByteBuffer.wrap(salt));
      }
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // another JVM was first; its salt counts
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
