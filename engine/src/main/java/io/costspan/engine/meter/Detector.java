// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.wire.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Tells paid calls from other traffic by their address. Thread-safe; allocates nothing when the
 * answer is {@code null}.
 */
@FunctionalInterface
public interface Detector {

  /** What the address says; {@code null} when it is none of ours. */
  @Nullable Endpoint detect(String method, String host, int port, String url);
}
