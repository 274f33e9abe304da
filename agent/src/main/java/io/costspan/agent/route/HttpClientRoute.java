// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import io.costspan.contract.CallGate;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * From the edit of the JDK client to its hook. The hook is made at the first request, not before:
 * it refers to the client's types, and while one of those is being loaded it cannot be.
 */
public final class HttpClientRoute {

  /**
   * @param gate what the hook asks about every exchange
   */
  public HttpClientRoute(CallGate gate) {
    Objects.requireNonNull(gate);
  }

  /** Whether a request may be a paid call. */
  public Predicate<Object> wants() {
    return request -> false;
  }

  /** Takes {client, request, handler, executor}, gives {request, handler, future, context}. */
  public UnaryOperator<Object[]> enter() {
    return sent -> null;
  }

  /** Takes {context, future, error}. */
  public Consumer<Object[]> exit() {
    return sent -> {};
  }
}
