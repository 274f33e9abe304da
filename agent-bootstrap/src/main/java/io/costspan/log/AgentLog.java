// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.log;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line per message to standard error, prefixed {@code [costspan]}. Thread-safe; never
 * throws. The set of messages said once is bounded, and beyond its bound stays silent: a log that
 * floods is a fault of its own.
 */
public final class AgentLog {
  private static final int MOST_TOPICS = 1000;
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private static volatile boolean debug;

  private AgentLog() {}

  /** Whether {@link #debug} writes. */
  public static void setDebug(boolean on) {
    debug = on;
  }

  /** Something the user wants to know. */
  public static void info(String message) {
    write("", message, null);
  }

  /** Something the user should act on. */
  public static void warn(String message) {
    write("WARN ", message, null);
  }

  /** As {@link #warn(String)}, with the cause in short; the whole trace in debug mode. */
  public static void warn(String message, Throwable cause) {
    write("WARN ", message, cause);
  }

  /** As {@link #warn(String)}, the first time for each topic only. */
  public static void warnOnce(String topic, String message) {
    if (firstTime(topic)) {
      warn(message);
    }
  }

  /** Something only a developer of costspan wants to know. */
  public static void debug(String message, @Nullable Throwable cause) {
    if (debug) {
      write("DEBUG ", message, cause);
    }
  }

  private static boolean firstTime(String topic) {
    return SAID.size() < MOST_TOPICS && SAID.add(topic);
  }

  private static void write(String level, String message, @Nullable Throwable cause) {
    try {
      PrintStream err = System.err;
      err.println("[costspan] " + level + message + (cause == null ? "" : ": " + cause));
      if (cause != null && debug) {
        cause.printStackTrace(err);
      }
    } catch (Throwable ignored) {
      // a closed or broken standard error is no reason to disturb the application
    }
  }
}
