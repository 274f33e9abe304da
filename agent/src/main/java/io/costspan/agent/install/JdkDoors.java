// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/**
 * The two doors into {@code java.base} that we need, opened to the isolated loader's own unnamed
 * module and to nobody else: the application finds the JDK as closed as before.
 */
final class JdkDoors {
  private JdkDoors() {}

  static void open(Instrumentation instrumentation) {
    Set<Module> us = Set.of(JdkDoors.class.getModule());
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", us),
        Map.of("java.lang", us),
        Set.of(),
        Map.of());
  }

  /**
   * Whether this JVM is making a class-data archive or an AOT cache. What is edited or loaded from
   * here does not belong into one.
   */
  static boolean archiveIsDumped() {
    try {
      return (boolean)
          Class.forName("jdk.internal.misc.CDS").getMethod("isDumpingArchive").invoke(null);
    } catch (ReflectiveOperationException e) {
      // a JVM without that class makes no archives
      return false;
    }
  }
}
