// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

/**
 * What reading came across. Not thread-safe.
 *
 * <p>A line is torn when it ends without a line feed, as the last one of a file does when its
 * writer's machine lost power; it is damaged when it is whole but not readable; it is unknown when
 * a newer version wrote it.
 */
public final class ReadCounts {
  long files;
  long entries;
  long torn;
  long damaged;
  long unknown;
  long unreadableFiles;
  long lostCalls;

  ReadCounts() {}

  /** Files read. */
  public long files() {
    return files;
  }

  /** Calls read. */
  public long entries() {
    return entries;
  }

  /** Last lines without an end. */
  public long torn() {
    return torn;
  }

  /** Whole lines that could not be read. */
  public long damaged() {
    return damaged;
  }

  /** Lines of a version or type unknown here. */
  public long unknown() {
    return unknown;
  }

  /** Files that could not be opened or read. */
  public long unreadableFiles() {
    return unreadableFiles;
  }

  /** Calls that the writers themselves say they could not write. */
  public long lostCalls() {
    return lostCalls;
  }
}
