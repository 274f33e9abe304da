// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import io.costspan.engine.config.TagSource;
import io.costspan.engine.meter.CallerTags;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tags that the settings name from where they say. Baggage may be the application's own,
 * or that of the request's header. Thread-safe; never throws.
 */
public final class TagReader implements CallerTags {
  private final Map<String, TagSource> sources;
  private final ThreadTexts texts;
  private final boolean ofThreads;
  private final boolean ofRequests;

  /**
   * @param sources where each tag is read, by the tag's name
   */
  public TagReader(Map<String, TagSource> sources) {
    this(sources, ClassLoader.getSystemClassLoader());
  }

  TagReader(Map<String, TagSource> sources, @Nullable ClassLoader system) {
    this.sources = new TreeMap<>(sources);
    this.texts = new ThreadTexts(system);
    boolean thread = false;
    boolean request = false;
    for (TagSource source : sources.values()) {
      thread |= source.kind() != TagSource.Kind.HEADER;
      request |= source.kind() != TagSource.Kind.MDC;
    }
    this.ofThreads = thread;
    this.ofRequests = request;
  }

  @Override
  public Map<String, String> ofThread() {
    if (!ofThreads) {
      return Map.of();
    }
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, TagSource> tag : sources.entrySet()) {
      String key = tag.getValue().name();
      put(
          tags,
          tag.getKey(),
          switch (tag.getValue().kind()) {
            case MDC -> texts.mdc(key);
            case BAGGAGE -> texts.baggage(key);
            case HEADER -> null;
          });
    }
    return tags;
  }

  @Override
  public Map<String, String> ofRequest(Function<String, @Nullable String> header) {
    if (!ofRequests) {
      return Map.of();
    }
    Map<String, String> tags = new TreeMap<>();
    for (Map.Entry<String, TagSource> tag : sources.entrySet()) {
      String key = tag.getValue().name();
      put(
          tags,
          tag.getKey(),
          switch (tag.getValue().kind()) {
            case MDC -> null;
            case BAGGAGE -> ofBaggage(header.apply(BaggageHeader.NAME), key);
            case HEADER -> header.apply(key);
          });
    }
    return tags;
  }

  private static @Nullable String ofBaggage(@Nullable String header, String key) {
    return header == null ? null : BaggageHeader.value(header, key);
  }

  private static void put(Map<String, String> tags, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      tags.put(name, TagValue.bounded(value.strip()));
    }
  }
}
