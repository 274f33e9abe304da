// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.log;

import java.text.MessageFormat;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@code java.util.logging.Logger} that the OpenTelemetry SDK calls, written to
 * costspan's own log. A warning is written once for each logger and message; what is below a
 * warning, and what an exporter says of a failed export (which the telemetry room tells better),
 * only in debug mode. Packaging relocates {@code java.util.logging.Logger} in the libraries to this
 * class, because the first use of the JDK's own would freeze the application's choice of a {@code
 * LogManager}; {@code java.util.logging.Level} stays the JDK's and touches no manager. Thread-safe.
 */
public final class PatchLogger {
  private static final String EXPORTERS = "io.opentelemetry.exporter.";

  /** What the SDK's readers and processors add to an exporter's own word, and no more than that. */
  private static final String ALSO_FAILED = "Exporter failed";

  /** Enough of a message to tell it from others, without the part that changes each time. */
  private static final int TOPIC_LENGTH = 60;

  private final String name;

  private PatchLogger(String name) {
    this.name = name;
  }

  /** A logger of the name. */
  public static PatchLogger getLogger(String name) {
    return new PatchLogger(name);
  }

  /** The name it was made with. */
  public String getName() {
    return name;
  }

  /** Whether a message of the level may be written: costly detail below INFO never is. */
  public boolean isLoggable(Level level) {
    return level.intValue() >= Level.INFO.intValue();
  }

  /** Something broken. */
  public void severe(String message) {
    log(Level.SEVERE, message);
  }

  /** Something wrong. */
  public void warning(String message) {
    log(Level.WARNING, message);
  }

  /** Something of interest. */
  public void info(String message) {
    log(Level.INFO, message);
  }

  /** Something about the configuration. */
  public void config(String message) {
    log(Level.CONFIG, message);
  }

  /** Detail. */
  public void fine(String message) {
    log(Level.FINE, message);
  }

  /** More detail. */
  public void finer(String message) {
    log(Level.FINER, message);
  }

  /** All detail. */
  public void finest(String message) {
    log(Level.FINEST, message);
  }

  /** A message as it is. */
  public void log(Level level, String message) {
    write(level, message, null);
  }

  /** A message with {@code {0}} in it. */
  public void log(Level level, String message, @Nullable Object parameter) {
    write(level, format(message, new Object[] {parameter}), null);
  }

  /** A message with {@code {0}}, {@code {1}} ... in it. */
  public void log(Level level, String message, Object @Nullable [] parameters) {
    write(level, format(message, parameters), null);
  }

  /** A message and its cause. */
  public void log(Level level, String message, @Nullable Throwable cause) {
    write(level, message, cause);
  }

  private void write(Level level, String message, @Nullable Throwable cause) {
    if (level.intValue() < Level.WARNING.intValue()
        || name.startsWith(EXPORTERS)
        || message.equals(ALSO_FAILED)) {
      AgentLog.debug(name + ": " + message, cause);
      return;
    }
    String topic = message.length() <= TOPIC_LENGTH ? message : message.substring(0, TOPIC_LENGTH);
    AgentLog.warnOnce(
        name + '|' + topic, "telemetry: " + message + (cause == null ? "" : ": " + cause));
  }

  private static String format(String message, Object @Nullable [] parameters) {
    if (parameters == null || parameters.length == 0) {
      return message;
    }
    try {
      return MessageFormat.format(message, parameters);
    } catch (IllegalArgumentException notAPattern) {
      return message;
    }
  }
}
