// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the content codings {@code gzip} (RFC 1952, members one after the other) and {@code
 * deflate} (RFC 1950; also the bare RFC 1951 that some servers send) as bytes arrive. A body whose
 * first bytes are not compressed at all passes through as it is: some servers keep the header and
 * drop the coding. Stops without a word where the bytes are broken. Not thread-safe.
 */
final class Inflation implements Decoding {

  /** Beyond this a body is a bomb; no answer of a model comes near it. */
  private static final long MOST_INFLATED = 1L << 30;

  private static final int START = 0;
  private static final int HEADER = 1;
  private static final int BODY = 2;
  private static final int TRAILER = 3;
  private static final int PLAIN = 4;
  private static final int BROKEN = 5;
  private static final int ENDED = 6;

  private final boolean gzip;
  private final byte[] out = new byte[8192];
  private Inflater inflater;
  private GzipHeader header = new GzipHeader();
  private int state = START;
  private int trailer;
  private long inflated;

  private Inflation(boolean gzip) {
    this.gzip = gzip;
    this.inflater = new Inflater(gzip);
  }

  static Inflation gzip() {
    return new Inflation(true);
  }

  static Inflation deflate() {
    return new Inflation(false);
  }

  @Override
  public void data(byte[] bytes, int from, int to, Plain plain) {
    int i = from;
    while (i < to) {
      switch (state) {
        case START -> start(bytes[i]);
        case HEADER -> {
          int fit = header.accept(bytes[i++]);
          state = fit == GzipHeader.MORE ? HEADER : fit == GzipHeader.DONE ? BODY : BROKEN;
        }
        case BODY -> i = inflate(bytes, i, to, plain);
        case TRAILER -> {
          i++;
          if (--trailer == 0) {
            inflater.reset();
            header = new GzipHeader();
            state = HEADER;
          }
        }
        case PLAIN -> {
          plain.accept(bytes, i, to);
          return;
        }
        default -> {
          return;
        }
      }
    }
  }

  @Override
  public boolean broken() {
    return state == BROKEN;
  }

  @Override
  public void close() {
    state = ENDED;
    inflater.end();
  }

  private void start(byte first) {
    if (gzip) {
      state = first == 0x1f ? HEADER : PLAIN;
    } else if (first == '{' || first == '[') {
      state = PLAIN;
    } else {
      if ((first & 0x0f) != 8) { // RFC 1950 says 8 there; without it this is RFC 1951
        inflater.end();
        inflater = new Inflater(true);
      }
      state = BODY;
    }
  }

  private int inflate(byte[] bytes, int from, int to, Plain plain) {
    inflater.setInput(bytes, from, to - from);
    try {
      int count = inflater.inflate(out);
      while (count > 0 && inflated < MOST_INFLATED) {
        inflated += count;
        plain.accept(out, 0, count);
        count = inflater.inflate(out);
      }
    } catch (DataFormatException broken) {
      state = BROKEN;
      return to;
    }
    if (inflater.finished()) {
      trailer = 8;
      state = gzip ? TRAILER : ENDED;
    } else if (inflater.needsDictionary() || inflated >= MOST_INFLATED) {
      state = BROKEN;
    }
    return to - inflater.getRemaining();
  }
}
