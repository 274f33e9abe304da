// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Passes a text through a filter, cut into pieces. */
final class Pieces {
  private final UsageFilter filter;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Pieces(UsageFilter filter) {
    this.filter = filter;
  }

  /** What comes out when the text is cut at these places, in order. */
  static String filtered(UsageFilter filter, byte[] text, int... cuts) {
    Pieces pieces = new Pieces(filter);
    int from = 0;
    for (int cut : cuts) {
      pieces.put(Arrays.copyOfRange(text, from, cut));
      from = cut;
    }
    pieces.put(Arrays.copyOfRange(text, from, text.length));
    return pieces.finish();
  }

  /** What comes out when every byte comes alone. */
  static String byteByByte(UsageFilter filter, byte[] text) {
    Pieces pieces = new Pieces(filter);
    for (byte b : text) {
      pieces.put(new byte[] {b});
    }
    return pieces.finish();
  }

  /** Passes a piece whose array is overwritten afterwards, as a client may do. */
  void put(byte[] piece) {
    byte[] lent = new byte[piece.length + 2];
    System.arraycopy(piece, 0, lent, 1, piece.length);
    ByteBuffer bytes = ByteBuffer.wrap(lent, 1, piece.length);
    take(filter.filter(piece.length % 2 == 0 ? bytes : bytes.asReadOnlyBuffer()));
    Arrays.fill(lent, (byte) '#');
  }

  int length() {
    return out.size();
  }

  String text() {
    return out.toString(UTF_8);
  }

  String finish() {
    take(filter.finish());
    return text();
  }

  private void take(ByteBuffer passed) {
    while (passed.hasRemaining()) {
      out.write(passed.get());
    }
  }
}
