// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a caller asks of the cache by the request header {@value #HEADER}, which is not sent. */
enum Wish {
  /** Nothing particular. */
  NONE,
  /** An answer of the provider, to be kept in place of the stored one. */
  REFRESH,
  /** No part in the cache at all. */
  BYPASS;

  static final String HEADER = "x-costspan-cache";

  /** What a header's value says; one that nobody knows keeps the cache out. */
  static Wish of(@Nullable String value) {
    if (value == null) {
      return NONE;
    }
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "", "on", "use", "warm" -> NONE;
      case "refresh", "no-cache" -> REFRESH;
      default -> BYPASS;
    };
  }
}
