// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts our OkHttp classes beside the application's: their {@code okhttp3} and {@code okio} are the
 * application's own, the contract and the log are those of the isolated loader. Nothing of ours but
 * the application's {@code OkHttpClient} class keeps an instance alive, so it goes when the
 * application is undeployed.
 */
final class GlueLoader extends ClassLoader {
  private static final String GLUE = "io.costspan.instrumentation.okhttp.";
  private static final ClassLoader ISOLATED = isolated();

  static {
    registerAsParallelCapable();
  }

  /**
   * @param application the loader of the application's {@code OkHttpClient}; {@code null} for the
   *     boot loader
   */
  GlueLoader(@Nullable ClassLoader application) {
    super("costspan-okhttp", application);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("io.costspan.contract.") || name.startsWith("io.costspan.log.")) {
      return ISOLATED.loadClass(name);
    }
    if (!name.startsWith(GLUE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    try (InputStream in = ISOLATED.getResourceAsStream(path)) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length, GlueLoader.class.getProtectionDomain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static ClassLoader isolated() {
    ClassLoader loader = GlueLoader.class.getClassLoader();
    if (loader == null) {
      throw new IllegalStateException("never loaded by the boot loader");
    }
    return loader;
  }
}
