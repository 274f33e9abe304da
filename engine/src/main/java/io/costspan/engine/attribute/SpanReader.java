// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The OpenTelemetry API of one class loader, by method handles. Thread-safe. */
final class SpanReader {
  /** Nothing can be read: an API that is not as we know it. */
  private static final SpanReader NONE = new SpanReader(null);

  private final @Nullable Handles handles;

  private SpanReader(@Nullable Handles handles) {
    this.handles = handles;
  }

  static SpanReader of(Class<?> spanClass) {
    try {
      return new SpanReader(Handles.of(spanClass));
    } catch (Throwable unknownApi) {
      return NONE;
    }
  }

  /** The current span of the calling thread; {@code null} when not valid. */
  @Nullable ApplicationContext read() {
    Handles api = handles;
    if (api == null) {
      return null;
    }
    try {
      Object context = api.currentContext.invokeExact();
      if (!(boolean) api.isValid.invokeExact(context)) {
        return null;
      }
      String traceparent =
          "00-"
              + (String) api.traceId.invokeExact(context)
              + '-'
              + (String) api.spanId.invokeExact(context)
              + '-'
              + (String) api.flags.invokeExact(context);
      return new ApplicationContext(
          traceparent, text((Map<?, ?>) api.traceState.invokeExact(context)));
    } catch (Throwable e) {
      return null;
    }
  }

  private static @Nullable String text(Map<?, ?> traceState) {
    if (traceState.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    traceState.forEach(
        (key, value) -> {
          if (!text.isEmpty()) {
            text.append(',');
          }
          text.append(key).append('=').append(value);
        });
    return text.toString();
  }

  /**
   * Every handle but the first takes the span context as an {@code Object}.
   *
   * @param currentContext {@code Span.current().getSpanContext()}
   */
  private record Handles(
      MethodHandle currentContext,
      MethodHandle isValid,
      MethodHandle traceId,
      MethodHandle spanId,
      MethodHandle flags,
      MethodHandle traceState) {

    static Handles of(Class<?> spanClass) throws ReflectiveOperationException {
      String prefix = spanClass.getName().substring(0, spanClass.getName().length() - 4);
      ClassLoader loader = spanClass.getClassLoader();
      Class<?> context = Class.forName(prefix + "SpanContext", false, loader);
      Class<?> flags = Class.forName(prefix + "TraceFlags", false, loader);
      Class<?> state = Class.forName(prefix + "TraceState", false, loader);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle current = lookup.findStatic(spanClass, "current", methodType(spanClass));
      MethodHandle spanContext =
          lookup.findVirtual(spanClass, "getSpanContext", methodType(context));
      return new Handles(
          MethodHandles.filterReturnValue(current, spanContext).asType(methodType(Object.class)),
          of(lookup, context, "isValid", boolean.class),
          of(lookup, context, "getTraceId", String.class),
          of(lookup, context, "getSpanId", String.class),
          chain(lookup, context, "getTraceFlags", flags, "asHex", String.class),
          chain(lookup, context, "getTraceState", state, "asMap", Map.class));
    }

    private static MethodHandle of(
        MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type)
        throws ReflectiveOperationException {
      return lookup
          .findVirtual(owner, name, methodType(type))
          .asType(methodType(type, Object.class));
    }

    private static MethodHandle chain(
        MethodHandles.Lookup lookup,
        Class<?> owner,
        String first,
        Class<?> between,
        String second,
        Class<?> type)
        throws ReflectiveOperationException {
      return MethodHandles.filterReturnValue(
              lookup.findVirtual(owner, first, methodType(between)),
              lookup.findVirtual(between, second, methodType(type)))
          .asType(methodType(type, Object.class));
    }
  }
}
