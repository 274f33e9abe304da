// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the tags that the user's settings name. Thread-safe; never throws. */
public interface CallerTags {
  /** Reads none. */
  CallerTags NONE =
      new CallerTags() {
        @Override
        public Map<String, String> ofThread() {
          return Map.of();
        }

        @Override
        public Map<String, String> ofRequest(Function<String, @Nullable String> header) {
          return Map.of();
        }
      };

  /** What the calling thread's logging context and baggage say; empty as a rule. */
  Map<String, String> ofThread();

  /** What a request's headers say; empty as a rule. */
  Map<String, String> ofRequest(Function<String, @Nullable String> header);
}
