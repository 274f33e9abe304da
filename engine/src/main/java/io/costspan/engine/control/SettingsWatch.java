// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.contract.OwnThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the settings read again when their file has changed, by its time and size. It waits until the
 * file is the same in two looks: whoever writes it may not be done. A file that goes away changes
 * nothing, because an editor that saves takes it away for a moment. For one thread at a time.
 */
public final class SettingsWatch {
  private static final long PAUSE_MILLIS = 2_000;

  private final Path file;
  private final Supplier<String> reload;
  private final Consumer<String> tell;
  private @Nullable Stamp taken;
  private @Nullable Stamp last;

  /**
   * @param file the settings file; how it is now is what was read
   * @param reload reads the settings and says what came of it
   * @param tell told that, in a line
   */
  public SettingsWatch(Path file, Supplier<String> reload, Consumer<String> tell) {
    this.file = file;
    this.reload = reload;
    this.tell = tell;
    this.taken = stamp();
    this.last = taken;
  }

  /** Watches on a thread of our own. */
  public void start() {
    OwnThreads.repeat("settings", PAUSE_MILLIS, this::look);
  }

  /** One look; never throws. */
  void look() {
    Stamp now = stamp();
    if (now != null && now.equals(last) && !now.equals(taken)) {
      taken = now;
      try {
        tell.accept(reload.get());
      } catch (RuntimeException | LinkageError e) {
        tell.accept("the changed settings could not be put in force: " + e);
      }
    }
    if (now == null && last != null) {
      tell.accept("settings file " + file + " is gone; what it said stays in force");
    }
    last = now;
  }

  private @Nullable Stamp stamp() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size());
    } catch (IOException e) {
      return null;
    }
  }

  private record Stamp(long modifiedMillis, long size) {}
}
