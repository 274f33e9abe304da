// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.loopback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Puts a recorded body back into the content coding that it had on the wire, for clients that do
 * not ask for one and so do not undo it either.
 */
public final class ContentCoding {
  private static final Set<String> KNOWN = Set.of("gzip", "deflate", "br");

  /** Most bytes of an uncompressed piece of Brotli with a length of four nibbles. */
  private static final int MOST_STORED = 1 << 16;

  private ContentCoding() {}

  /** Whether a body can be put into it. */
  public static boolean isKnown(String coding) {
    return KNOWN.contains(coding);
  }

  /** The body as it goes over the wire; itself where the coding is not known. */
  public static byte[] encoded(byte[] body, String coding) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (coding) {
      case "gzip" -> pour(body, new GZIPOutputStream(out));
      case "deflate" -> pour(body, new DeflaterOutputStream(out));
      case "br" -> brotli(body, out);
      default -> {
        return body;
      }
    }
    return out.toByteArray();
  }

  private static void pour(byte[] body, OutputStream coder) throws IOException {
    try (coder) {
      coder.write(body);
    }
  }

  /** Brotli (RFC 7932 section 9.2) without compression: every meta-block is a stored one. */
  private static void brotli(byte[] body, ByteArrayOutputStream out) {
    for (int from = 0; from < body.length; from += MOST_STORED) {
      int length = Math.min(MOST_STORED, body.length - from);
      // not the last, four nibbles of length, the length less one, uncompressed
      int header = (length - 1) << 3 | 1 << 19;
      // before the first stands the size of the window, one bit
      header = from == 0 ? header << 1 : header;
      out.write(header);
      out.write(header >> 8);
      out.write(header >> 16);
      out.write(body, from, length);
    }
    // the last one, and empty; where nothing came before it, after the size of the window
    out.write(body.length == 0 ? 6 : 3);
  }
}
