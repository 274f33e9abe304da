// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import org.jspecify.annotations.Nullable;

/**
 * Reads the current span from the application's own OpenTelemetry API, when its classes are visible
 * from the thread's context class loader, the system loader, or as the OpenTelemetry agent shades
 * them in the boot loader. Thread-safe; never throws.
 *
 * <p>Reading initialises the application's context storage if nothing else has: the classes of its
 * API are used as the application itself would, and no global is set.
 */
public final class ApplicationContextReader {
  private static final String API = "io.opentelemetry.api.trace.Span";
  private static final String SHADED =
      "io.opentelemetry.javaagent.shaded.io.opentelemetry.api.trace.Span";

  private final ApplicationClass<SpanReader> spans;

  /** A reader that falls back to the system class loader. */
  public ApplicationContextReader() {
    this(ClassLoader.getSystemClassLoader());
  }

  ApplicationContextReader(@Nullable ClassLoader system) {
    this.spans = new ApplicationClass<>(API, SHADED, new Readers(), system);
  }

  /** The calling thread's current span; {@code null} when there is none or it is not valid. */
  public @Nullable ApplicationContext current() {
    try {
      return spans.ask(SpanReader::read);
    } catch (Throwable e) {
      return null;
    }
  }

  /** Values live in the application's class itself and go with it. */
  private static final class Readers extends ClassValue<SpanReader> {
    @Override
    protected SpanReader computeValue(Class<?> spanClass) {
      return SpanReader.of(spanClass);
    }
  }
}
