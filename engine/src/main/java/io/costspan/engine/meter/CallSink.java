// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

/**
 * Takes settled calls: the ledger, the telemetry. Called from one daemon thread; a sink that throws
 * loses its own call only.
 */
public interface CallSink {

  /**
   * A call has been settled and priced. Does not block for longer than writing to memory or a local
   * file takes.
   */
  void settled(PricedCall call);

  /** Makes what was taken durable or sends it, within the bound. Called at shutdown. */
  default void flush(long timeoutMillis) {}
}
