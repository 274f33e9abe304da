// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.log;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code java.lang.System} that Caffeine calls, with loggers that write to costspan's
 * own log. Caffeine's classes are loaded so that they ask here, because the first logger of the
 * JDK's would freeze the application's choice of a {@code LogManager}. Thread-safe.
 */
public final class PatchSystem {
  private PatchSystem() {}

  /** As {@link System#getLogger(String)}. */
  public static System.Logger getLogger(String name) {
    return new OwnLogger(name);
  }

  /** As {@link System#nanoTime()}. */
  public static long nanoTime() {
    return System.nanoTime();
  }

  /** As {@link System#identityHashCode(Object)}. */
  public static int identityHashCode(@Nullable Object object) {
    return System.identityHashCode(object);
  }

  /** Writes warnings, the first of each text, and in debug mode the rest. */
  private record OwnLogger(String name) implements System.Logger {

    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean isLoggable(Level level) {
      return level.getSeverity() >= Level.WARNING.getSeverity();
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      if (isLoggable(level)) {
        String what = thrown == null ? "" : ": " + thrown;
        AgentLog.warnOnce(name + message, name + ": " + message + what);
      } else {
        AgentLog.debug(name + ": " + message, thrown);
      }
    }

    @Override
    public void log(
        Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object... params) {
      boolean plain = params.length == 0 || format == null;
      log(level, bundle, plain ? format : MessageFormat.format(format, params), (Throwable) null);
    }
  }
}
