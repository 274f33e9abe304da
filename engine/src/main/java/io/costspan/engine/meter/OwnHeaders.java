// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the headers by which an application speaks to costspan, and to nobody else: they stay in
 * this JVM. For one request; makes no set as long as there is none.
 */
final class OwnHeaders implements BiConsumer<String, String> {
  private static final String PREFIX = "x-costspan-";

  private @Nullable Set<String> found;

  private OwnHeaders() {}

  /** Their names, in lower case; empty as a rule. */
  static Set<String> of(Consumer<BiConsumer<String, String>> headers) {
    OwnHeaders own = new OwnHeaders();
    headers.accept(own);
    Set<String> found = own.found;
    return found == null ? Set.of() : found;
  }

  @Override
  public void accept(String name, String value) {
    if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
      Set<String> known = found;
      if (known == null) {
        known = new TreeSet<>();
        found = known;
      }
      known.add(name.toLowerCase(Locale.ROOT));
    }
  }
}
