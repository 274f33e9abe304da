// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

/**
 * Puts a refusal into the words of the provider that was asked, so that the application's SDK takes
 * it for that provider's own error. Thread-safe; quick, and waits for nothing.
 */
@FunctionalInterface
public interface RefusalShape {
  /**
   * The answer to a call that is refused.
   *
   * @param arrival the call by its address and headers
   * @param asked the call by its body
   * @return with a {@link Handling} that names the refusal's rule and code
   */
  Ruling.Refused of(Arrival arrival, Asked asked, Refusal refusal);
}
