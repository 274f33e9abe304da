// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

/** The header of one gzip member (RFC 1952 section 2.3), byte by byte. */
final class GzipHeader {
  static final int MORE = 0;
  static final int DONE = 1;
  static final int WRONG = 2;

  private static final int FIXED = 10;
  private static final int CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private int at;
  private int flags;
  private int extra = -2;
  private int extraLength;
  private int crc = 2;

  int accept(byte b) {
    if (at < FIXED) {
      return fixed(b & 0xff);
    }
    if ((flags & EXTRA) != 0) {
      extra(b & 0xff);
    } else if ((flags & NAME) != 0) {
      flags &= b == 0 ? ~NAME : ~0;
    } else if ((flags & COMMENT) != 0) {
      flags &= b == 0 ? ~COMMENT : ~0;
    } else if (--crc == 0) {
      flags &= ~CRC;
    }
    return left();
  }

  private int fixed(int b) {
    boolean wrong = (at == 0 && b != 0x1f) || (at == 1 && b != 0x8b) || (at == 2 && b != 8);
    if (at == 3) {
      flags = b;
    }
    at++;
    return wrong ? WRONG : at < FIXED ? MORE : left();
  }

  private void extra(int b) {
    if (extra < 0) {
      extraLength |= b << (extra == -2 ? 0 : 8);
      extra++;
    } else {
      extra++;
    }
    if (extra >= 0 && extra == extraLength) {
      flags &= ~EXTRA;
    }
  }

  private int left() {
    return (flags & (CRC | EXTRA | NAME | COMMENT)) == 0 ? DONE : MORE;
  }
}
