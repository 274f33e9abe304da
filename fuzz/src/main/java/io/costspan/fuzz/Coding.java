// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** What the header says of a body, and whether that is so. */
enum Coding {
  /** Plain, and no header. */
  NONE(null, false),
  /** The body is packed by us, so that what is read must be as it is plain. */
  GZIP("gzip", true),
  DEFLATE("deflate", true),
  /** RFC 1951 without the header of RFC 1950. */
  BARE_DEFLATE("deflate", true),
  /** The header says so, and the body is whatever it is. */
  SAID_GZIP("gzip", false),
  SAID_DEFLATE("deflate", false),
  SAID_BROTLI("br", false);

  /** The {@code content-encoding} header. */
  final @Nullable String header;

  /** Whether the body is what the header says. */
  final boolean packed;

  Coding(@Nullable String header, boolean packed) {
    this.header = header;
    this.packed = packed;
  }

  private static final List<Coding> ALL = List.of(values());

  static Coding of(int number) {
    return ALL.get(number % ALL.size());
  }

  /** The number that it is made of again. */
  int number() {
    return ALL.indexOf(this);
  }

  /** Whether the header alone says so. */
  boolean claimed() {
    return header != null && !packed;
  }

  /**
   * Whether what we packed begins like JSON, and is rightly taken for it. Only RFC 1951 alone can,
   * and only before a character that no answer begins with.
   */
  boolean looksPlain(byte[] wire) {
    return this == BARE_DEFLATE && (wire[0] == '{' || wire[0] == '[');
  }

  /** The body as it goes over the wire. */
  byte[] encoded(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(1, this == BARE_DEFLATE);
    try (OutputStream coder =
        !packed
            ? out
            : this == GZIP ? new GZIPOutputStream(out) : new DeflaterOutputStream(out, deflater)) {
      coder.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }
}
