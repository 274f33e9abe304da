// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.live;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a JVM is asked an operation with; what the user did not say is left out. */
final class Arguments {
  private final Map<String, String> said = new TreeMap<>();

  Arguments with(String name, @Nullable String value) {
    if (value != null) {
      said.put(name, value);
    }
    return this;
  }

  Map<String, String> said() {
    return said;
  }
}
