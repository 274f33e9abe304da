// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Brotli, and codings on top of one another. */
class ContentCodingsTest {
  /** Two server-sent events, with words of the format's own dictionary in the second. */
  private static final byte[] EVENTS =
      decoded("GzYAEJwHtq1kj+xnMxh8m11JjlDpLaJD5jYVwt4SpGyvdPpSEGCQSokPkNKY4s7CT4Yeawo=");

  /** Seventy megabytes of blanks. */
  private static final byte[] BOMB =
      decoded(
          "y///P/glQOKxQCD3/o///3/wSwDEYRGA7v0f////4JcAiMMCAN37P/7//8EvARCHBQC693/8//+DXwIg"
              + "DgsAdO//+P//B78EQBwWAOje//H//w9+CYA4LADQvf/j//8f/BIAcVgAoHv/l///X/glAOKwAED3/gs=");

  private static final String LAST = "the time of the year";

  @Test
  void undoesBrotliAtTheEndOfTheBody() {
    for (int size = 1; size <= EVENTS.length; size++) {
      Body body = new Body(size % 2 == 0 ? "br" : " BR ").feed(EVENTS, size);
      assertThat(body.told).isEmpty();
      body.stream.end();
      assertThat(body.told).containsExactly("one", ";", LAST, ";");
      assertThat(body.stream.malformed()).isFalse();
      body.stream.end();
      assertThat(body.told).hasSize(4);
    }
  }

  @Test
  void undoesTheLastCodingFirst() throws IOException {
    byte[] both = gzip(EVENTS);
    for (int size = 1; size <= both.length; size++) {
      assertThat(new Body("br, gzip").whole(both, size).told)
          .containsExactly("one", ";", LAST, ";");
    }
    byte[] twice = gzip(gzip("{\"a\":\"1\"}".getBytes(UTF_8)));
    assertThat(new Body("gzip,x-gzip, identity").whole(twice, 5).told).containsExactly("1", ";");
  }

  @Test
  void keepsWhatABrokenOffBodySaid() {
    String document = "{\"a\":\"1\"}\n";
    byte[] stored = stored(document.repeat(20_000).getBytes(UTF_8));
    Body body = new Body("br").whole(Arrays.copyOf(stored, stored.length / 2), 4096);
    assertThat(body.told).startsWith("1", ";").hasSizeBetween(100, 20_001);
    assertThat(body.stream.malformed()).isTrue();
  }

  @Test
  void anyBytesMayBeCalledBrotli() {
    for (int i = 0; i < EVENTS.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] broken = EVENTS.clone();
        broken[i] ^= (byte) (1 << bit);
        Body body = new Body("br");
        assertThatCode(() -> body.whole(broken, 64)).doesNotThrowAnyException();
      }
    }
    assertThat(new Body("br").whole("{\"a\":\"1\"}".getBytes(UTF_8), 3).stream.malformed())
        .isTrue();
  }

  @Test
  void givesUpOnWhatIsTooLarge() {
    assertThat(new Body("br").whole(BOMB, 64).stream.malformed()).isTrue();
    byte[] large = stored(new byte[5 * 1024 * 1024]);
    Body body = new Body("br").whole(large, 65536);
    assertThat(body.stream.malformed()).isTrue();
    assertThat(body.told).isEmpty();
  }

  @Test
  void readsStoredBrotliOfUpToItsBound() {
    String document = "{\"a\":\"1\"}" + " ".repeat(1000);
    Body body = new Body("br").whole(stored(document.repeat(3000).getBytes(UTF_8)), 65536);
    assertThat(body.told).hasSize(6000);
    assertThat(body.stream.malformed()).isFalse();
  }

  @Test
  void aClosedBodyIsNotDecodedAnyMore() {
    Body body = new Body("br").feed(EVENTS, 9);
    body.stream.close();
    body.stream.end();
    assertThat(body.told).isEmpty();
  }

  /** Brotli without compression: stored meta-blocks, and an empty one to end with. */
  private static byte[] stored(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < plain.length; from += 65536) {
      int length = Math.min(65536, plain.length - from);
      int header = (1 << 19 | (length - 1) << 3) << (from == 0 ? 1 : 0);
      out.write(header);
      out.write(header >> 8);
      out.write(header >> 16);
      out.write(plain, from, length);
    }
    out.write(3);
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
