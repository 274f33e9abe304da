// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.live;

import java.util.List;
import java.util.Map;

/**
 * A part of what a JVM shows of itself. Thread-safe, and quick: it copies what is known.
 *
 * <p>A row's values are text, numbers, booleans, lists and maps of such; money is decimal text.
 */
@FunctionalInterface
public interface Section {
  /** The rows as they are now. */
  List<Map<String, Object>> rows();
}
