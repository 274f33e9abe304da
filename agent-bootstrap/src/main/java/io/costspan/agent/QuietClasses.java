// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Has the classes of a library ask {@code io.costspan.log.PatchSystem} where they would ask {@code
 * java.lang.System}: in the constant pool of a class file (JVMS 4.4) its name is written once.
 */
final class QuietClasses {
  /** Which make loggers of the JDK's as soon as they are initialised. */
  static final String CAFFEINE = "com.github.benmanes.caffeine.";

  private static final byte[] SYSTEM = "java/lang/System".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OURS =
      "io/costspan/log/PatchSystem".getBytes(StandardCharsets.US_ASCII);

  private static final int HEAD = 10;
  private static final int UTF8 = 1;

  private QuietClasses() {}

  /**
   * The class file with the other name in it.
   *
   * @throws IllegalArgumentException when it has a constant of an unknown kind
   */
  static byte[] patched(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file);
    ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + OURS.length);
    int constants = in.getShort(HEAD - 2) & 0xffff;
    out.write(file, 0, HEAD);
    int at = HEAD;
    for (int i = 1; i < constants; i++) {
      int kind = file[at];
      int length = length(kind, in, at);
      if (kind == UTF8 && isSystem(file, at + 3, length - 3)) {
        out.write(UTF8);
        out.write(OURS.length >>> 8);
        out.write(OURS.length);
        out.write(OURS, 0, OURS.length);
      } else {
        out.write(file, at, length);
      }
      at += length;
      i += kind == 5 || kind == 6 ? 1 : 0; // a long or a double takes two places
    }
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  private static boolean isSystem(byte[] file, int at, int length) {
    return length == SYSTEM.length
        && ByteBuffer.wrap(file, at, length).equals(ByteBuffer.wrap(SYSTEM));
  }

  private static int length(int kind, ByteBuffer in, int at) {
    return switch (kind) {
      case UTF8 -> 3 + (in.getShort(at + 1) & 0xffff);
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> throw new IllegalArgumentException("a constant of kind " + kind);
    };
  }
}
