// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header of a client's own request or response object. Implementations are stateless
 * singletons, so that asking costs no allocation.
 *
 * @param <M> the client's message type
 */
public interface HeaderReader<M> {

  /** The first value of a header, the name compared without case; {@code null} when absent. */
  @Nullable String first(M message, String name);

  /** Tells every header, name and value, one with several values as often as it has any. */
  void each(M message, BiConsumer<String, String> to);
}
