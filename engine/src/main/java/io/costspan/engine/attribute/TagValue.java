// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.attribute;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Keeps the values of tags short. Two long ones that differ only at their ends still differ
 * afterwards, because what is cut off leaves its fingerprint: budgets and cached answers are kept
 * apart by tags.
 */
final class TagValue {
  static final int LONGEST = 160;

  private static final int MARK_BYTES = 16;

  private TagValue() {}

  /** The value itself, or its beginning and a fingerprint of all of it. */
  static String bounded(String value) {
    return value.length() <= LONGEST
        ? value
        : value.substring(0, LONGEST - 2 * MARK_BYTES - 1) + "#" + mark(value);
  }

  private static String mark(String value) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_16BE));
      return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
