// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

/** A body as its reader got it, piece by piece. Nobody changes the arrays. */
public final class Pieces {
  private final byte[] bytes;
  private final int[] ends;
  private final int[] atMillis;

  /**
   * @param bytes all of it
   * @param ends where each piece ends, ascending; the last is the body's length
   * @param atMillis when each piece came, in milliseconds since the answer's head
   * @throws IllegalArgumentException when the pieces do not make up the body
   */
  public Pieces(byte[] bytes, int[] ends, int[] atMillis) {
    int last = 0;
    for (int end : ends) {
      if (end <= last) {
        throw new IllegalArgumentException("a piece with nothing in it");
      }
      last = end;
    }
    if (ends.length != atMillis.length || last != bytes.length) {
      throw new IllegalArgumentException("pieces that do not make up the body");
    }
    this.bytes = bytes;
    this.ends = ends;
    this.atMillis = atMillis;
  }

  /** A body that came at once. */
  public static Pieces of(byte[] bytes) {
    return bytes.length == 0
        ? new Pieces(bytes, new int[0], new int[0])
        : new Pieces(bytes, new int[] {bytes.length}, new int[] {0});
  }

  /** All of it; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a piece ends. */
  public int end(int piece) {
    return ends[piece];
  }

  /** When a piece came, in milliseconds since the answer's head. */
  public int atMillis(int piece) {
    return atMillis[piece];
  }

  /** How many there are. */
  public int count() {
    return ends.length;
  }

  /** Length of the body, in bytes. */
  public int length() {
    return bytes.length;
  }
}
