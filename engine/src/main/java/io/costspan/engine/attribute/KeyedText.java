// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Reads a text by its key from something that an application keeps for a thread. Thread-safe. */
final class KeyedText {
  /** Nothing can be read: an API that is not as we know it. */
  private static final KeyedText NONE = new KeyedText(null);

  private final @Nullable MethodHandle get;

  private KeyedText(@Nullable MethodHandle get) {
    this.get = get;
  }

  /** A logging context: {@code static String get(String)}, as in SLF4J and Log4j. */
  static KeyedText ofLogging(Class<?> context) {
    try {
      return new KeyedText(
          MethodHandles.publicLookup()
              .findStatic(context, "get", methodType(String.class, String.class)));
    } catch (Throwable unknownApi) {
      return NONE;
    }
  }

  /** OpenTelemetry's {@code Baggage.current().getEntryValue(String)}. */
  static KeyedText ofBaggage(Class<?> baggage) {
    try {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      return new KeyedText(
          MethodHandles.foldArguments(
              lookup.findVirtual(baggage, "getEntryValue", methodType(String.class, String.class)),
              lookup.findStatic(baggage, "current", methodType(baggage))));
    } catch (Throwable unknownApi) {
      return NONE;
    }
  }

  /** The text; {@code null} when there is none. */
  @Nullable String get(String key) {
    MethodHandle handle = get;
    if (handle == null) {
      return null;
    }
    try {
      return (String) handle.invokeExact(key);
    } catch (Throwable e) {
      return null;
    }
  }
}
