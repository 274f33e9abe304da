// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import org.jspecify.annotations.Nullable;

/**
 * The JVMs in which costspan does nothing: where the user said so, and the tools of the JDK and of
 * builds, which a global {@code JAVA_TOOL_OPTIONS} reaches as well.
 */
final class StandDown {
  private StandDown() {}

  /**
   * Whether the user switched us off: agent argument, system property or environment, in the order
   * of precedence that all settings have. The settings file is read later, when there is a call.
   */
  static boolean wished(@Nullable String arguments) {
    String setting = argument(arguments, "enabled");
    if (setting == null) {
      setting = System.getProperty("costspan.enabled");
    }
    if (setting == null) {
      setting = System.getenv("COSTSPAN_ENABLED");
    }
    return setting != null && setting.strip().equalsIgnoreCase("false");
  }

  private static @Nullable String argument(@Nullable String arguments, String key) {
    String value = null;
    if (arguments != null) {
      for (String argument : arguments.split(",", -1)) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? "" : argument.substring(0, equals).strip();
        if (name.equals(key) || name.equals("costspan." + key)) {
          value = argument.substring(equals + 1);
        }
      }
    }
    return value;
  }

  static boolean isTool() {
    return isTool(
        System.getProperty("jdk.module.main"),
        System.getProperty("jdk.module.main.class"),
        System.getProperty("sun.java.command"));
  }

  /**
   * Whether this JVM runs a tool.
   *
   * @param module the main module; the JDK's own commands all start one of the JDK's modules
   * @param mainClass the main class of that module
   * @param command main class or jar, then the program's arguments
   */
  static boolean isTool(
      @Nullable String module, @Nullable String mainClass, @Nullable String command) {
    if (module != null && (module.startsWith("jdk.") || module.startsWith("java."))) {
      // `java App.java` runs the application inside the compiler's module
      return mainClass == null || !mainClass.startsWith("com.sun.tools.javac.launcher.");
    }
    if (command == null) {
      return false;
    }
    int space = command.indexOf(' ');
    String main = space < 0 ? command : command.substring(0, space);
    return switch (main) {
      case "com.sun.tools.javac.Main",
          "org.apache.maven.wrapper.MavenWrapperMain",
          "org.apache.tools.ant.launch.Launcher",
          "org.codehaus.classworlds.Launcher",
          "org.codehaus.plexus.classworlds.launcher.Launcher",
          "org.gradle.launcher.GradleMain",
          "org.gradle.launcher.daemon.bootstrap.GradleDaemon",
          "org.gradle.wrapper.GradleWrapperMain",
          "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
          "xsbt.boot.Boot" ->
          true;
      default -> main.endsWith("gradle-wrapper.jar") || main.endsWith("maven-wrapper.jar");
    };
  }
}
