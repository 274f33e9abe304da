// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

/** Undoes one content coding. Not thread-safe; never throws but what takes the bytes throws. */
public interface Decoding {

  /** Takes the next coded bytes. */
  void data(byte[] bytes, int from, int to, Plain plain);

  /** The coded bytes have ended, or nobody reads on. */
  default void end(Plain plain) {}

  /** Whether the bytes were not what the coding makes. */
  boolean broken();

  /** Frees what decoding held. Idempotent. */
  void close();

  /** Takes decoded bytes; they are valid during the call only. */
  @FunctionalInterface
  interface Plain {
    void accept(byte[] bytes, int from, int to);
  }
}
