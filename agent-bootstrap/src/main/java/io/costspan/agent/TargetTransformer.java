// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class the JVM loads and cares about a few exact names. Only when one of them comes by
 * is the rest of the agent loaded. A miss costs two comparisons and allocates nothing; nothing is
 * printed here unless loading failed, because printing inside a transformation has deadlocked build
 * tools.
 */
final class TargetTransformer implements ClassFileTransformer {
  private static final String HTTP_CLIENT = "jdk/internal/net/http/HttpClientImpl";
  private static final String OK_HTTP_CLIENT = "okhttp3/OkHttpClient";

  private final File jar;
  private final @Nullable String arguments;
  private final Instrumentation instrumentation;
  private volatile @Nullable ClassFileTransformer editor;
  private volatile boolean failed;

  TargetTransformer(File jar, @Nullable String arguments, Instrumentation instrumentation) {
    this.jar = jar;
    this.arguments = arguments;
    this.instrumentation = instrumentation;
  }

  /** Whether a class, by its internal name, is one of those we edit. */
  static boolean isTarget(String name) {
    return HTTP_CLIENT.equals(name) || OK_HTTP_CLIENT.equals(name);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> before,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name == null || !isTarget(name) || failed) {
      return null;
    }
    try {
      return editor().transform(loader, name, before, domain, bytes);
    } catch (Throwable t) {
      failed = true;
      AgentStart.say("switched itself off, the application runs on: " + t);
      return null;
    }
  }

  /**
   * The editor behind the isolated loader. Whoever waits here may hold a class loader's lock; the
   * one inside takes none but our own loader's and the boot loader's, so no circle can close.
   */
  private synchronized ClassFileTransformer editor() throws Exception {
    ClassFileTransformer known = editor;
    if (known == null) {
      known =
          (ClassFileTransformer)
              new IsolatedLoader(jar)
                  .loadClass("io.costspan.agent.install.Installer")
                  .getConstructor(Instrumentation.class, String.class)
                  .newInstance(instrumentation, arguments);
      editor = known;
    }
    return known;
  }
}
