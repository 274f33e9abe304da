// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Takes parts into a SHA-256 digest so that no two sequences of parts make the same bytes: each is
 * preceded by its kind and its length. Not thread-safe.
 */
final class Digesting {
  private static final int STAGED = 1024;

  private final MessageDigest sha;
  private final byte[] stage = new byte[STAGED];
  private int staged;

  /**
   * @param salt without which the digest cannot be made again elsewhere
   */
  Digesting(byte[] salt) {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha.update(salt);
  }

  /** A kind and a number. */
  void mark(char kind, int number) {
    if (staged + 5 > STAGED) {
      flush();
    }
    stage[staged++] = (byte) kind;
    stage[staged++] = (byte) (number >>> 24);
    stage[staged++] = (byte) (number >>> 16);
    stage[staged++] = (byte) (number >>> 8);
    stage[staged++] = (byte) number;
  }

  /** A kind and some bytes. */
  void part(char kind, byte[] bytes, int from, int to) {
    int length = to - from;
    mark(kind, length);
    if (staged + length > STAGED) {
      flush();
    }
    if (length > STAGED) {
      sha.update(bytes, from, length);
    } else {
      System.arraycopy(bytes, from, stage, staged, length);
      staged += length;
    }
  }

  /** A kind and a text. */
  void part(char kind, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    part(kind, bytes, 0, bytes.length);
  }

  /** The digest; nothing more is to be taken. */
  byte[] finish() {
    flush();
    return sha.digest();
  }

  private void flush() {
    sha.update(stage, 0, staged);
    staged = 0;
  }
}
