// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/** A number of bytes; KB, MB and GB are powers of 1024. */
final class SizeType extends ValueType<Long> {
  private static final long KB = 1024;
  private static final long MB = 1024 * KB;
  private static final long GB = 1024 * MB;

  private final long least;

  /**
   * @param least the smallest size accepted, in bytes
   */
  SizeType(long least) {
    this.least = least;
  }

  @Override
  String name() {
    return "size";
  }

  @Override
  String accepted() {
    return "a size such as 512KB, 64MB, 1GB, at least " + show(least);
  }

  @Override
  Long parse(String text) throws BadValueException {
    UnitNumber number = UnitNumber.parse(text);
    long bytes =
        switch (number.unit().toUpperCase(Locale.ROOT)) {
          case "", "B" -> number.number();
          case "K", "KB", "KIB" -> number.times(KB);
          case "M", "MB", "MIB" -> number.times(MB);
          case "G", "GB", "GIB" -> number.times(GB);
          default -> throw new BadValueException("unknown unit " + number.unit());
        };
    if (bytes < least) {
      throw new BadValueException("too small");
    }
    return bytes;
  }

  @Override
  String show(Long bytes) {
    if (bytes >= GB && bytes % GB == 0) {
      return bytes / GB + "GB";
    }
    if (bytes >= MB && bytes % MB == 0) {
      return bytes / MB + "MB";
    }
    if (bytes >= KB && bytes % KB == 0) {
      return bytes / KB + "KB";
    }
    return Long.toString(bytes);
  }
}
