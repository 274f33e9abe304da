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
 * A class of the application's, as the calling thread sees it: by its context class loader, else by
 * the system loader, else as an agent shades it in the boot loader. What a loader has is found out
 * once; a loader is held weakly and so is what was found in it, so that a redeployed application
 * can go. Thread-safe; never throws for what loaders do.
 *
 * @param <R> what is made of each class found
 */
final class ApplicationClass<R> {
  /** Stands for "not there" in the cache, so that it can be told from "never asked". */
  private static final WeakReference<Class<?>> ABSENT = new WeakReference<>(void.class);

  private final ConcurrentMap<LoaderKey, WeakReference<Class<?>>> found = new ConcurrentHashMap<>();
  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
  private final String name;
  private final @Nullable String shadedName;
  private final ClassValue<R> readers;
  private final @Nullable ClassLoader system;
  private volatile @Nullable WeakReference<Class<?>> shaded;

  /**
   * @param shadedName how an agent calls it in the boot loader; {@code null} for not at all
   * @param readers what is made of each; its values go with the class
   * @param system asked where the context loader knows nothing; {@code null} for nobody
   */
  ApplicationClass(
      String name,
      @Nullable String shadedName,
      ClassValue<R> readers,
      @Nullable ClassLoader system) {
    this.name = name;
    this.shadedName = shadedName;
    this.readers = readers;
    this.system = system;
  }

  /** What the first class that knows an answer says; {@code null} when none does. */
  <T> @Nullable T ask(Question<R, T> question) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    T answer = context == null ? null : ask(in(context), question);
    if (answer == null && system != null && system != context) {
      answer = ask(in(system), question);
    }
    return answer == null && shadedName != null ? ask(inBoot(shadedName), question) : answer;
  }

  private <T> @Nullable T ask(WeakReference<Class<?>> reference, Question<R, T> question) {
    if (reference == ABSENT) {
      return null;
    }
    Class<?> there = reference.get();
    return there == null ? null : question.of(readers.get(there));
  }

  private WeakReference<Class<?>> in(ClassLoader loader) {
    WeakReference<Class<?>> reference = found.get(new LoaderKey(loader, null));
    if (reference == null) {
      forget();
      reference = look(name, loader);
      found.put(new LoaderKey(loader, gone), reference);
    }
    return reference;
  }

  private WeakReference<Class<?>> inBoot(String as) {
    WeakReference<Class<?>> reference = shaded;
    if (reference == null) {
      reference = look(as, null);
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

  /**
   * What is asked of a class's reader.
   *
   * @param <R> the reader
   * @param <T> the answer
   */
  @FunctionalInterface
  interface Question<R, T> {
    /** The answer; {@code null} for none. */
    @Nullable T of(R reader);
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
