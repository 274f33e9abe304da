// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import org.jspecify.annotations.Nullable;

/**
 * Reads a header of a client's own request or response object. Implementations are stateless
 * singletons, so that asking costs no allocation.
 *
 * @param <M> the client's message type
 */
@FunctionalInterface
public interface HeaderReader<M> {

  /** The first value of a header, the name compared without case; {@code null} when absent. */
  @Nullable String first(M message, String name);
}
