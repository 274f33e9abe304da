// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets the first so many distinct values through and turns the rest, and overlong ones, into one: a
 * metric attribute must not grow with what strangers send. Thread-safe; under a race a few more may
 * pass.
 */
final class BoundedNames {
  private static final int LONGEST = 120;

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final int most;
  private final String overflow;

  BoundedNames(int most, String overflow) {
    this.most = most;
    this.overflow = overflow;
  }

  /** The values let through so far. */
  Set<String> all() {
    return Set.copyOf(known);
  }

  /** The value itself or the overflow value. */
  String bound(String value) {
    if (known.contains(value)) {
      return value;
    }
    if (value.length() > LONGEST || known.size() >= most) {
      return overflow;
    }
    known.add(value);
    return value;
  }
}
