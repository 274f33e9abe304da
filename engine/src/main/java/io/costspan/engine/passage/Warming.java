// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

/** How a call says that it is made to fill the cache, so that its cost counts as that. */
public final class Warming {
  /** Request header with a word; stays in this JVM like all of its family. */
  public static final String HEADER = "x-costspan-warm";

  /** The tag of such a call, by which the ledger tells it from others. */
  public static final String TAG = "costspan.warm";

  private Warming() {}
}
