// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import org.jspecify.annotations.Nullable;

/** A feed's text, and the mark by which its source tells whether it has another. */
final class Delivery {

  private final byte[] text;
  private final @Nullable String mark;

  /**
   * @param text not copied: nobody changes it
   */
  Delivery(byte[] text, @Nullable String mark) {
    this.text = text;
    this.mark = mark;
  }

  byte[] text() {
    return text;
  }

  @Nullable String mark() {
    return mark;
  }
}
