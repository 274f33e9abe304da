// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Undoes the content coding {@code br} (RFC 7932). The decoder wants a stream to pull from, so the
 * coded bytes are kept until the body ends; a body beyond the bound is given up. Not thread-safe.
 */
final class Brotli implements Decoding {
  private static final int MOST_CODED = 4 * 1024 * 1024;

  /** Beyond this a body is a bomb. */
  private static final int MOST_DECODED = 16 * 1024 * 1024;

  private final ByteArrayOutputStream coded = new ByteArrayOutputStream();
  private boolean broken;
  private boolean ended;

  @Override
  public void data(byte[] bytes, int from, int to, Plain plain) {
    if (broken || ended) {
      return;
    }
    if (coded.size() + (to - from) > MOST_CODED) {
      broken = true;
      coded.reset();
    } else {
      coded.write(bytes, from, to - from);
    }
  }

  @Override
  public void end(Plain plain) {
    if (broken || ended || coded.size() == 0) {
      return;
    }
    ended = true;
    byte[] out = new byte[8192];
    int decoded = 0;
    try (InputStream in = new BrotliInputStream(new ByteArrayInputStream(coded.toByteArray()))) {
      for (int count = read(in, out); count > 0; count = read(in, out)) {
        decoded += count;
        if (decoded > MOST_DECODED) {
          broken = true;
          return;
        }
        plain.accept(out, 0, count);
      }
    } catch (IOException notBrotli) {
      broken = true;
    }
  }

  private static int read(InputStream in, byte[] out) throws IOException {
    try {
      return in.read(out);
    } catch (RuntimeException notBrotli) {
      // the decoder trusts its input further than a stranger's bytes deserve
      throw new IOException(notBrotli);
    }
  }

  @Override
  public boolean broken() {
    return broken;
  }

  @Override
  public void close() {
    ended = true;
    coded.reset();
  }
}
