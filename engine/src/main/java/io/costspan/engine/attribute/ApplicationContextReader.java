// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the current span from the application's own OpenTelemetry API, when its classes are visible
 * from the thread's context class loader, the system loader, or as the OpenTelemetry agent shades
 * them in the boot loader. What a loader has is found out once; a loader is held weakly and so is
 * what was found in it, so that a redeployed application can go. Thread-safe; never throws.
 *
 * <p>Reading initialises the application's context storage if nothing else has: the classes of its
 * API are used as the application itself would, and no global is set.
 */
public final class ApplicationContextReader {
  private static final String API = "io.opentelemetry.api.trace.Span";
  private static final String SHADED =
      "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.Span";

  /** Stands for "not there" in the cache, so that it can be told from "never asked". */
  private static final WeakReference<Class<?>> ABSENT = new WeakReference<>(void.class);

  private final ConcurrentMap<LoaderKey, WeakReference<Class<?>>> found = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
  private final @Nullable ClassLoader system;

  /** Values live in the application's class itself and go with it. */
  private final ClassValue<SpanReader> readers =
      new ClassValue<>() {
        @Override
        protected SpanReader computeValue(Class<?> spanClass) {
          return SpanReader.of(spanClass);
        }
      };

  private volatile @Nullable WeakReference<Class<?>> shaded;

  /** A reader that falls back to the system class loader. */
  public ApplicationContextReader() {
    this(ClassLoader.getSystemClassLoader());
  }

  ApplicationContextReader(@Nullable ClassLoader system) {
    this.system = system;
  }

  /** The calling thread's current span; {@code null} when there is none or it is not valid. */
  public @Nullable ApplicationContext current() {
    try {
      ClassLoader context = Thread.currentThread().getContextClassLoader();
      ApplicationContext read = context == null ? null : read(in(context));
      if (read == null && system != null && system != context) {
        read = read(in(system));
      }
      return read == null ? read(inBoot()) : read;
    } catch (Throwable e) {
      return null;
    }
  }

  private @Nullable ApplicationContext read(WeakReference<Class<?>> reference) {
    if (reference == ABSENT) {
      return null;
    }
    Class<?> spanClass = reference.get();
    return spanClass == null ? null : readers.get(spanClass).read();
  }

  private WeakReference<Class<?>> in(ClassLoader loader) {
    WeakReference<Class<?>> reference = found.get(new LoaderKey(loader, null));
    if (reference == null) {
      forget();
      reference = look(API, loader);
      found.put(new LoaderKey(loader, gone), reference);
    }
    return reference;
  }

  private WeakReference<Class<?>> inBoot() {
    WeakReference<Class<?>> reference = shaded;
    if (reference == null) {
      reference = look(SHADED, null);
      shaded = reference;
    }
    return reference;
  }

  private static WeakReference<Class<?>> look(String name, @Nullable ClassLoader loader) {
    try {
      return new WeakReference<>(Class.forName(name, false, loader));
    } catch (Throwable notThere) {
      return ABSENT;
    }
  }

  private void forget() {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      found.remove(key);
    }
  }

  /** A loader by identity, weakly. */
  private static final class LoaderKey extends WeakReference<ClassLoader> {
    private final int hash;

    LoaderKey(ClassLoader loader, @Nullable ReferenceQueue<ClassLoader> queue) {
      super(loader, queue);
      this.hash = System.identityHashCode(loader);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      ClassLoader loader = get();
      return loader != null && other instanceof LoaderKey key && key.refersTo(loader);
    }
  }
}
