// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

/** Writes down what users order a live process to do. Thread-safe; never throws. */
@FunctionalInterface
public interface ControlLog {
  /** Keeps nothing, where there is no ledger. */
  ControlLog NONE = order -> {};

  /** Keeps an order. Writes a file: not for the application's threads. */
  void ordered(ControlOrder order);
}
