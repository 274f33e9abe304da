// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

/**
 * How much is kept in memory.
 *
 * @param bytes at least 1
 * @param entries at least 1
 */
public record CacheSize(long bytes, int entries) {
  /** What is kept unless the user says otherwise: 64 MiB, 10,000 answers. */
  public static final CacheSize DEFAULT = new CacheSize(64L << 20, 10_000);
}
