// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the ledger is and how large it may grow.
 *
 * @param home the state directory; the ledger is its directory {@code ledger}
 * @param service name of the application, as its telemetry says
 * @param maxFileSize bytes after which a new file is begun
 * @param maxTotalSize bytes that the files of all JVMs together may take. Files of running JVMs are
 *     never deleted, so each JVM beyond the first may add one file's size to it
 * @param maxAge how long a file is kept after its last line
 */
public record JournalOptions(
    Path home, String service, long maxFileSize, long maxTotalSize, Duration maxAge) {

  /** The directory of the ledger's files. */
  public static Path directory(Path home) {
    return home.resolve("ledger");
  }

  /** The directory of the ledger's files. */
  public Path directory() {
    return directory(home);
  }

  /** A file's bound, such that the current one and an older one fit into the whole. */
  long fileBound() {
    return Math.min(maxFileSize, maxTotalSize / 2);
  }
}
