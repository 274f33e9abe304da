// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class ApplicationContextReaderTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final ApplicationContextReader reader = new ApplicationContextReader();

  @Test
  void readsTheCurrentSpan() {
    TraceState state = TraceState.builder().put("b", "2").put("a", "1").build();
    try (Scope scope = span(TraceFlags.getSampled(), state).makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(reader.current())
          .isEqualTo(new ApplicationContext("00-" + TRACE + "-" + SPAN + "-01", "a=1,b=2"));
    }
    try (Scope scope = span(TraceFlags.getDefault(), TraceState.getDefault()).makeCurrent()) {
      assertThat(scope).isNotNull();
      assertThat(reader.current())
          .isEqualTo(new ApplicationContext("00-" + TRACE + "-" + SPAN + "-00", null));
    }
    assertThat(reader.current()).isNull();
  }

  @Test
  void readsFromTheSystemLoaderWhereTheThreadHasNoContextLoader() {
    withContextLoader(
        null,
        () -> {
          try (Scope scope = span(TraceFlags.getSampled(), TraceState.getDefault()).makeCurrent()) {
            assertThat(scope).isNotNull();
            assertThat(reader.current()).isNotNull();
          }
        });
  }

  @Test
  void anApplicationWithoutTheApiHasNoContextAndIsAskedOnce() {
    CountingLoader loader = new CountingLoader();
    ApplicationContextReader alone = new ApplicationContextReader((ClassLoader) null);
    withContextLoader(
        loader,
        () -> {
          for (int i = 0; i < 100; i++) {
            assertThat(alone.current()).isNull();
          }
        });
    assertThat(loader.asked).isEqualTo(1);
  }

  @Test
  void aLoaderThatThrowsIsNoReasonToFail() {
    ClassLoader broken =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) {
            throw new IllegalStateException("stopped");
          }
        };
    ApplicationContextReader alone = new ApplicationContextReader((ClassLoader) null);
    withContextLoader(broken, () -> assertThat(alone.current()).isNull());
  }

  @Test
  void aLoaderIsLetGo() throws Exception {
    WeakReference<ClassLoader> loader = useAndDrop();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(loader.get()).isNull();
  }

  private WeakReference<ClassLoader> useAndDrop() throws Exception {
    URL[] api = {
      Span.class.getProtectionDomain().getCodeSource().getLocation(),
      Scope.class.getProtectionDomain().getCodeSource().getLocation(),
      Class.forName("io.opentelemetry.common.ComponentLoader")
          .getProtectionDomain()
          .getCodeSource()
          .getLocation()
    };
    try (URLClassLoader loader = new URLClassLoader(api, ClassLoader.getPlatformClassLoader())) {
      withContextLoader(
          loader,
          () -> {
            try (AutoCloseable scope = foreignScope(loader)) {
              assertThat(scope).isNotNull();
              ApplicationContext read = reader.current();
              assertThat(read).isNotNull();
              assertThat(read.traceparent()).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
      return new WeakReference<>(loader);
    }
  }

  /** Makes a span current in the API that the loader has. */
  private static AutoCloseable foreignScope(ClassLoader loader) throws Exception {
    Class<?> spanContext = loader.loadClass(SpanContext.class.getName());
    Class<?> flags = loader.loadClass(TraceFlags.class.getName());
    Class<?> state = loader.loadClass(TraceState.class.getName());
    Class<?> span = loader.loadClass(Span.class.getName());
    assertThat(span).isNotSameAs(Span.class);
    Object context =
        spanContext
            .getMethod("create", String.class, String.class, flags, state)
            .invoke(
                null,
                TRACE,
                SPAN,
                flags.getMethod("getDefault").invoke(null),
                state.getMethod("getDefault").invoke(null));
    Object wrapped = span.getMethod("wrap", spanContext).invoke(null, context);
    return (AutoCloseable)
        loader
            .loadClass(ImplicitContextKeyed.class.getName())
            .getMethod("makeCurrent")
            .invoke(wrapped);
  }

  private static Span span(TraceFlags flags, TraceState state) {
    return Span.wrap(SpanContext.create(TRACE, SPAN, flags, state));
  }

  private static void withContextLoader(ClassLoader loader, Runnable work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static final class CountingLoader extends ClassLoader {
    int asked;

    CountingLoader() {
      super(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      asked++;
      throw new ClassNotFoundException(name);
    }
  }
}
