// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLStreamHandler;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Keeps costspan's engine and libraries where the application cannot see them: classes are {@code
 * inst/**.classdata} of our own jar. The only other classes visible from here are the JDK's own.
 * The platform loader is asked for nothing else, because in a modular application it also holds the
 * application's modules.
 */
final class IsolatedLoader extends ClassLoader {
  private static final String ROOT = "inst/";
  private static final String CLASS = ".class";
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final ProtectionDomain domain;
  private final @Nullable String version =
      IsolatedLoader.class.getPackage().getImplementationVersion();
  private volatile @Nullable URLStreamHandler urls;

  IsolatedLoader(File file) throws IOException {
    super("costspan", PLATFORM);
    // unverified: checking signatures is slow before the compiler is warm, and there are none
    this.jar = new JarFile(file, false);
    CodeSource source = new CodeSource(file.toURI().toURL(), (Certificate[]) null);
    // we stand between an application and its client: a policy that has not heard of us must not
    // take from a call what the application itself may do (rights on a stack only intersect)
    Permissions all = new Permissions();
    all.add(new AllPermission());
    this.domain = new ProtectionDomain(source, all, this, null);
  }

  /** Loads and initialises this class, and nothing more. */
  static void prepare() {}

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isOfTheJdk(name)) {
      return PLATFORM.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : findClass(name);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(ROOT + name.replace('.', '/') + ".classdata");
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    definePackageOf(name);
    if (name.startsWith(QuietClasses.CAFFEINE)) {
      bytes = QuietClasses.patched(bytes);
    }
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return findResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) {
    return findResources(name);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    try {
      ZipEntry entry = jar.getEntry(path(name));
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String path = path(name);
    if (jar.getEntry(path) == null) {
      return null;
    }
    try {
      // our own handler: the "jar" protocol's may be the application's, and caches open files
      return new URL(null, "costspan:/" + name, urls());
    } catch (MalformedURLException | ReflectiveOperationException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singletonList(url));
  }

  private static boolean isOfTheJdk(String name) {
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || name.startsWith("com.sun.")
        || name.startsWith("org.w3c.dom.")
        || name.startsWith("org.xml.sax.");
  }

  private static String path(String name) {
    return name.endsWith(CLASS) ? ROOT + name + "data" : ROOT + name;
  }

  private byte @Nullable [] read(String path) throws IOException {
    ZipEntry entry = jar.getEntry(path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot > 0 && getDefinedPackage(className.substring(0, dot)) == null) {
      try {
        definePackage(className.substring(0, dot), null, null, null, null, version, null, null);
      } catch (IllegalArgumentException e) {
        // another thread was faster
      }
    }
  }

  private URLStreamHandler urls() throws ReflectiveOperationException {
    URLStreamHandler known = urls;
    if (known == null) {
      Function<String, @Nullable InputStream> open = this::getResourceAsStream;
      known =
          (URLStreamHandler)
              loadClass("io.costspan.agent.install.InstUrls")
                  .getConstructor(Function.class)
                  .newInstance(open);
      urls = known;
    }
    return known;
  }
}
