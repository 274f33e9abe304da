// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Bytes as the fuzzer makes them: which sample, how coded, where cut, and then a body. */
public final class Input {
  private static final int HEAD = 4;

  private final byte[] bytes;

  /** An input of any length. */
  public Input(byte[] bytes) {
    this.bytes = bytes.length < HEAD ? Arrays.copyOf(bytes, HEAD) : bytes;
  }

  /** Which sample: any number from 0. */
  public int sample() {
    return bytes[0] & 0xff;
  }

  /** Which coding: any number from 0. */
  public int coding() {
    return bytes[1] & 0xff;
  }

  /** Seed of the pieces, or a place to cut at: any number from 0. */
  public int cuts() {
    return (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
  }

  /** The rest. */
  public byte[] body() {
    return Arrays.copyOfRange(bytes, HEAD, bytes.length);
  }

  /** The bytes of an input, for seeds. */
  static byte[] bytes(int sample, int coding, int cuts, byte[] body) {
    byte[] bytes = new byte[HEAD + body.length];
    bytes[0] = (byte) sample;
    bytes[1] = (byte) coding;
    bytes[2] = (byte) (cuts >> 8);
    bytes[3] = (byte) cuts;
    System.arraycopy(body, 0, bytes, HEAD, body.length);
    return bytes;
  }

  /** Hands out bytes in pieces of any size, most of them short, some of them empty. */
  public void inPieces(byte[] whole, Consumer<ByteBuffer> to) {
    Random random = new Random(cuts());
    int longest = 1 + random.nextInt(cuts() % 3 == 0 ? 3 : 64);
    for (int from = 0; from < whole.length; ) {
      int size = Math.min(whole.length - from, random.nextInt(longest + 1));
      to.accept(ByteBuffer.wrap(Arrays.copyOfRange(whole, from, from + size)).asReadOnlyBuffer());
      from += size;
    }
  }
}
