// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/**
 * A text said for a key somewhere, not yet understood.
 *
 * @param key the key without the prefix, as said
 * @param text the value's text, as said
 */
record Said(String key, String text, Origin origin) {

  /**
   * Whether a file has the key and no value, which is how a section looks whose lines are all
   * commented out.
   */
  boolean nothing() {
    return text.isEmpty() && origin.kind() == Origin.Kind.FILE;
  }
}
