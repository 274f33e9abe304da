// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span's attributes, by name. What is not there was not said; what was estimated is not there,
 * because only what was said is compared.
 */
final class SpanFacts {
  /** What the product counts itself, in the request or in the number of pictures. */
  private static final Set<String> COUNTED =
      Set.of(
          "costspan.usage.images",
          "costspan.usage.characters",
          "costspan.usage.video_millis",
          "costspan.usage.requests");

  private final Map<String, AnyValue> attributes = new HashMap<>();

  SpanFacts(Span span) {
    for (KeyValue attribute : span.getAttributesList()) {
      attributes.put(attribute.getKey(), attribute.getValue());
    }
    for (String unit : texts("costspan.usage.estimated")) {
      attributes.remove("gen_ai.usage." + unit + "_tokens");
    }
    attributes.remove("costspan.usage.estimated");
    attributes.remove("costspan.usage.source");
    attributes.remove("costspan.usage.requested");
  }

  @Nullable String text(String name) {
    AnyValue value = attributes.get(name);
    return value == null ? null : value.getStringValue();
  }

  @Nullable Long count(String name) {
    AnyValue value = attributes.get(name);
    return value == null ? null : value.getIntValue();
  }

  boolean flag(String name) {
    AnyValue value = attributes.get(name);
    return value != null && value.getBoolValue();
  }

  List<String> texts(String name) {
    AnyValue value = attributes.get(name);
    return value == null
        ? List.of()
        : value.getArrayValue().getValuesList().stream().map(AnyValue::getStringValue).toList();
  }

  /** An amount of money. */
  @Nullable BigDecimal amount(String name) {
    AnyValue value = attributes.get(name);
    return value == null ? null : BigDecimal.valueOf(value.getDoubleValue());
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** Whether the provider's counts, or its price, are there at all. */
  boolean usage() {
    return "reported".equals(text("costspan.cost.state"))
        || attributes.keySet().stream()
            .anyMatch(
                name ->
                    (name.startsWith("costspan.usage.") && !COUNTED.contains(name))
                        || (name.startsWith("gen_ai.usage.") && name.endsWith("_tokens")));
  }
}
