// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import org.jspecify.annotations.Nullable;

/** One provider's API. Implementations are stateless and thread-safe. */
interface Dialect {

  /** The model a request asks for; {@code null} when the request is not of this dialect. */
  @Nullable String model(Ask ask);

  /** The answer a provider would give when nothing is wrong. */
  Answer answer(Ask ask, Script script);

  /** An error body in this provider's own shape. */
  String error(int status, String message);
}
