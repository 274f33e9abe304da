// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** What another implementation of each coding makes of ours. */
class ContentCodingTest {
  private final byte[] body = new byte[150_000];

  ContentCodingTest() {
    new Random(3).nextBytes(body);
  }

  @Test
  void theJdkUndoesGzipAndDeflate() throws IOException {
    try (InputStream gzip = new GZIPInputStream(encoded("gzip"));
        InputStream deflate = new InflaterInputStream(encoded("deflate"))) {
      assertThat(gzip.readAllBytes()).isEqualTo(body);
      assertThat(deflate.readAllBytes()).isEqualTo(body);
    }
  }

  /** Bytes worked out by hand from RFC 7932: the window's bit, then stored meta-blocks. */
  @Test
  void brotliIsStored() throws IOException {
    assertThat(ContentCoding.encoded(new byte[] {'a', 'b'}, "br"))
        .containsExactly(0x10, 0x00, 0x10, 'a', 'b', 0x03);
    assertThat(ContentCoding.encoded(new byte[0], "br")).containsExactly(6);
    assertThat(ContentCoding.encoded(body, "br")).hasSize(body.length + 3 * 3 + 1);
  }

  @Test
  void anUnknownCodingIsLeftAlone() throws IOException {
    assertThat(ContentCoding.encoded(body, "zstd")).isSameAs(body);
    assertThat(ContentCoding.isKnown("zstd")).isFalse();
  }

  private InputStream encoded(String coding) throws IOException {
    return new ByteArrayInputStream(ContentCoding.encoded(body, coding));
  }
}
