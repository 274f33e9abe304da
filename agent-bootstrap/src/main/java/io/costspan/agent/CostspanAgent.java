// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The one class the JVM is told to call. Compiled for Java 8, so that an older JVM loads it, gets
 * one clear line, and runs its application without us.
 *
 * <p>Runs before the application's {@code main}, in the system class loader. It holds no state and
 * touches no logging, {@code java.nio.file}, JMX or networking: each of those freezes a choice that
 * is the application's to make. Nothing is ever thrown out of here, because an exception in {@code
 * premain} ends the JVM.
 */
public final class CostspanAgent {
  private static final int OLDEST_JAVA = 17;

  private CostspanAgent() {}

  /** Entry point of {@code -javaagent}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, null);
  }

  /** Entry point of an attach to a running JVM. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, null);
  }

  /** Starts on the Java version given; on the JVM's own when none is. */
  static void start(String arguments, Instrumentation instrumentation, @Nullable String given) {
    try {
      // a security manager may refuse even this
      String javaVersion = given == null ? System.getProperty("java.specification.version") : given;
      if (feature(javaVersion) < OLDEST_JAVA) {
        say(
            "needs Java "
                + OLDEST_JAVA
                + " or newer and this is Java "
                + javaVersion
                + "; the application runs on without costspan");
        return;
      }
      // by name: a reference would make an older JVM's verifier look at a class it cannot read
      Class.forName("io.costspan.agent.AgentStart")
          .getMethod("start", String.class, Instrumentation.class)
          .invoke(null, arguments, instrumentation);
    } catch (Throwable t) {
      Throwable why = t.getCause() == null ? t : t.getCause();
      say("did not start, the application runs on without it: " + why);
    }
  }

  /** The feature number of a specification version: 8 of "1.8", 17 of "17". */
  static int feature(String version) {
    String number = version.startsWith("1.") ? version.substring(2) : version;
    int dot = number.indexOf('.');
    return Integer.parseInt(dot < 0 ? number : number.substring(0, dot));
  }

  private static void say(String message) {
    PrintStream err = System.err;
    if (err != null) {
      err.println("[costspan] " + message);
    }
  }
}
