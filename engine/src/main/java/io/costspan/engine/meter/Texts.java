// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.wire.text.TextSample;
import org.jspecify.annotations.Nullable;

/**
 * The samples of what was said in a call, on their way to its settling. Closed where it ends,
 * whatever comes of it.
 *
 * @param prompt {@code null} where none was taken
 * @param answer {@code null} where none was taken
 */
record Texts(@Nullable TextSample prompt, @Nullable TextSample answer) implements AutoCloseable {
  static final Texts NONE = new Texts(null, null);

  /** Forgets both. */
  @Override
  public void close() {
    close(prompt);
    close(answer);
  }

  /** Forgets one. */
  static void close(@Nullable TextSample text) {
    if (text != null) {
      text.close();
    }
  }
}
