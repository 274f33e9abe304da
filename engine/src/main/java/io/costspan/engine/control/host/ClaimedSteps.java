// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.StepClaims;
import io.costspan.engine.control.budget.StepReached;
import io.costspan.engine.file.PrivateFiles;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * Claims a step by an empty file that only one process can make, and that is swept away some time
 * after the step's window. Where that cannot be done the step is told all the same: twice is better
 * than not at all. Thread-safe.
 */
final class ClaimedSteps implements StepClaims {
  /** As many claims stand at a time; what is beyond is told by every process. */
  static final int MOST = 10_000;

  static final Duration SWEEP = Duration.ofMinutes(10);

  /** A clock that was put back opens no window again. */
  private static final Duration KEPT = Duration.ofHours(2);

  private final Path directory;
  private Instant swept = Instant.EPOCH;
  private int standing;

  /**
   * @param directory of claims; made when it is missing
   */
  ClaimedSteps(Path directory) {
    this.directory = directory;
  }

  @Override
  public synchronized boolean first(StepReached step) {
    try {
      PrivateFiles.directory(directory);
      if (Duration.between(swept, step.at()).abs().compareTo(SWEEP) >= 0) {
        sweep(step.at());
      }
      return standing >= MOST || claimed(directory.resolve(ClaimName.of(step)), step.at());
    } catch (IOException | RuntimeException e) {
      AgentLog.warnOnce(
          "step-claims",
          "budgets: steps cannot be shared among this host's processes, and each tells of its own: "
              + e);
      return true;
    }
  }

  private boolean claimed(Path file, Instant now) throws IOException {
    if (made(file, now)) {
      standing++;
      return true;
    }
    if (!over(file, now)) {
      return false;
    }
    Files.deleteIfExists(file);
    return made(file, now);
  }

  private static boolean made(Path file, Instant now) throws IOException {
    try {
      PrivateFiles.create(file).close();
    } catch (FileAlreadyExistsException e) {
      return false;
    }
    Files.setLastModifiedTime(file, FileTime.from(now));
    return true;
  }

  private void sweep(Instant now) throws IOException {
    int left = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (over(file, now.minus(KEPT))) {
          Files.deleteIfExists(file);
        } else {
          left++;
        }
      }
    }
    standing = left;
    swept = now;
  }

  /** Whether a claim's window has ended; never of a file that is none. */
  private static boolean over(Path file, Instant now) throws IOException {
    ClaimName name = ClaimName.read(String.valueOf(file.getFileName()));
    if (name == null) {
      return false;
    }
    try {
      return !now.isBefore(name.end(Files.getLastModifiedTime(file).toInstant()));
    } catch (NoSuchFileException e) {
      return true; // another process sweeps, too
    }
  }
}
