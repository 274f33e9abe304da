// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import org.jspecify.annotations.Nullable;

/**
 * What the application's own libraries keep for the calling thread, read as the application itself
 * would: the logging context (MDC) of SLF4J, with whatever logs below it, and of Log4j, and the
 * baggage of OpenTelemetry. Thread-safe; never throws.
 */
final class ThreadTexts {
  private static final String SHADED = "io.opentelemetry.javaagent.shaded.";
  private static final String BAGGAGE = "io.opentelemetry.api.baggage.Baggage";

  private final ApplicationClass<KeyedText> slf4j;
  private final ApplicationClass<KeyedText> log4j;
  private final ApplicationClass<KeyedText> baggage;

  /**
   * @param system asked where a thread's context loader knows nothing; {@code null} for nobody
   */
  ThreadTexts(@Nullable ClassLoader system) {
    ClassValue<KeyedText> logging = new Logging();
    this.slf4j = new ApplicationClass<>("org.slf4j.MDC", null, logging, system);
    this.log4j =
        new ApplicationClass<>("org.apache.logging.log4j.ThreadContext", null, logging, system);
    this.baggage = new ApplicationClass<>(BAGGAGE, SHADED + BAGGAGE, new Entries(), system);
  }

  /** What the logging context says; {@code null} for nothing. */
  @Nullable String mdc(String key) {
    String text = ask(slf4j, key);
    return text == null ? ask(log4j, key) : text;
  }

  /** What the baggage says; {@code null} for nothing. */
  @Nullable String baggage(String key) {
    return ask(baggage, key);
  }

  private static @Nullable String ask(ApplicationClass<KeyedText> texts, String key) {
    try {
      return texts.ask(reader -> reader.get(key));
    } catch (Throwable e) {
      return null;
    }
  }

  private static final class Logging extends ClassValue<KeyedText> {
    @Override
    protected KeyedText computeValue(Class<?> context) {
      return KeyedText.ofLogging(context);
    }
  }

  private static final class Entries extends ClassValue<KeyedText> {
    @Override
    protected KeyedText computeValue(Class<?> baggageClass) {
      return KeyedText.ofBaggage(baggageClass);
    }
  }
}
