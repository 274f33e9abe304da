// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it.app;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** Deploys OkHttp and a program using it in a throw-away loader, and undeploys it: class path. */
final class Redeploy {
  private Redeploy() {}

  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> deployed = deploy(arguments[0]);
    for (int i = 0; i < 100 && deployed.get() != null; i++) {
      System.gc();
      Thread.sleep(100);
    }
    System.out.println(deployed.get() == null ? "collected" : "leaked");
    System.exit(0);
  }

  private static WeakReference<ClassLoader> deploy(String classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String element : classPath.split(File.pathSeparator, -1)) {
      urls.add(new File(element).toURI().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Class<?> program = loader.loadClass("io.costspan.agent.it.app.FailingCall");
    ((Runnable) program.getConstructor().newInstance()).run();
    loader.close();
    return new WeakReference<>(loader);
  }
}
