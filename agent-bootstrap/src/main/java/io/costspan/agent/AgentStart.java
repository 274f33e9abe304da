// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether to work in this JVM at all, and registers the one transformer. Everything else
 * waits until an HTTP client is seen.
 */
public final class AgentStart {
  /**
   * System property that marks a JVM we already work in; its value is our version. Not a setting.
   */
  private static final String MARK = "io.costspan.attached";

  private static final String TITLE = "costspan";

  private AgentStart() {}

  /** Called by {@link CostspanAgent}, on the JVM's main thread or on its attach thread. */
  public static void start(@Nullable String arguments, Instrumentation instrumentation)
      throws URISyntaxException {
    if (StandDown.wished(arguments) || StandDown.isTool()) {
      return;
    }
    Package ours = AgentStart.class.getPackage();
    File jar = jarOf(AgentStart.class);
    if (jar == null || !TITLE.equals(ours.getImplementationTitle())) {
      // copied into somebody's own jar: what else that jar holds is not ours to load
      say("does not work from inside another jar, and stays off: use costspan.jar as it is");
      return;
    }
    String version = String.valueOf(ours.getImplementationVersion());
    String running = System.getProperty(MARK);
    if (running != null) {
      say(version + " stays off: costspan " + running + " already works in this JVM");
      return;
    }
    System.setProperty(MARK, version);
    TargetTransformer transformer = new TargetTransformer(jar, arguments, instrumentation);
    // loaded now, because a transformation is no place to load it from the system loader
    IsolatedLoader.prepare();
    instrumentation.addTransformer(transformer, true);
    reachLoaded(instrumentation);
  }

  /** Classes that were there before us: after an attach, or because of an agent in front of us. */
  private static void reachLoaded(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      String name = loaded.getName();
      if (TargetTransformer.isTarget(name.replace('.', '/'))) {
        try {
          // one by one: a class that fails takes down the whole batch it is in
          instrumentation.retransformClasses(loaded);
        } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
          say("cannot reach " + name + ", its calls are not seen: " + e);
        }
      }
    }
  }

  private static @Nullable File jarOf(Class<?> type) throws URISyntaxException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || !"file".equals(source.getLocation().getProtocol())) {
      return null;
    }
    File file = new File(source.getLocation().toURI());
    return file.isFile() ? file : null;
  }

  static void say(String message) {
    try {
      System.err.println("[costspan] " + message);
    } catch (Throwable nowhereToSayIt) {
      // closed, broken or null
    }
  }
}
