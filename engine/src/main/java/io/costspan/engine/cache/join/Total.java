// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.engine.usage.Usage;

/**
 * What came of a call that others follow.
 *
 * @param usage what the provider said was used; nothing where the answer broke off
 * @param length of the answer, in bytes
 */
record Total(Usage usage, int length) {
  static final Total NOTHING = new Total(Usage.NONE, 0);
}
