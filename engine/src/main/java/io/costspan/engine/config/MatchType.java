// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which calls a rule concerns: attributes of a call, and patterns for each. */
final class MatchType extends ValueType<Patterns> {

  @Override
  String name() {
    return "match";
  }

  @Override
  String accepted() {
    return "provider, model, operation, host, service, key, tag.NAME: each an exact name, a glob with"
        + " *, or a list; all of them must fit";
  }

  @Override
  boolean hasEntries() {
    return true;
  }

  @Override
  boolean entriesTakeLists() {
    return true;
  }

  /** {@code provider=openai,azure; model=gpt-4*}. */
  @Override
  Patterns parse(String text) throws BadValueException {
    Patterns all = Patterns.ALL;
    for (String entry : text.split(";", -1)) {
      if (!entry.isBlank()) {
        int equals = entry.indexOf('=');
        if (equals <= 0) {
          throw new BadValueException("\"" + entry.strip() + "\" has no \"=\"");
        }
        all =
            merge(
                all,
                parseEntry(
                    entry.substring(0, equals).strip(), entry.substring(equals + 1).strip()));
      }
    }
    return all;
  }

  @Override
  Patterns parseEntry(String name, String text) throws BadValueException {
    CallAttribute attribute = CallAttribute.of(name);
    if (attribute == null) {
      throw new BadValueException(EachType.unknown(name));
    }
    List<String> patterns = ListText.items(text);
    if (patterns.isEmpty()) {
      throw new BadValueException(name + " has no pattern, so that no call could fit");
    }
    return new Patterns(Map.of(attribute, patterns));
  }

  @Override
  Patterns merge(Patterns earlier, Patterns later) {
    Map<CallAttribute, List<String>> both = new LinkedHashMap<>(earlier.byAttribute());
    both.putAll(later.byAttribute());
    return new Patterns(both);
  }

  @Override
  String show(Patterns patterns) {
    StringBuilder text = new StringBuilder();
    patterns
        .byAttribute()
        .forEach(
            (attribute, names) ->
                text.append(text.isEmpty() ? "" : ";")
                    .append(attribute)
                    .append('=')
                    .append(String.join(",", names)));
    return text.toString();
  }
}
