// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.json.JsonWalker;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON documents in a body and feeds them to a {@link JsonWalker}. What the first bytes
 * show decides the framing, because content types lie in both directions: a body that opens with a
 * brace or bracket is JSON (one document, lines of them, or an array of them), anything else is
 * read as an event stream, in which only well-formed fields mean something. Not thread-safe.
 */
public final class BodyStream {
  private static final int UNDECIDED = 0;
  private static final int JSON = 1;
  private static final int EVENTS = 2;
  private static final int CHUNK = 8192;

  private final JsonWalker<?> walker;
  private final EventLines lines;
  private final @Nullable Inflation inflation;
  private final boolean readable;

  private byte[] copy = new byte[0];
  private int framing = UNDECIDED;
  private boolean empty = true;

  /**
   * A stream at its first byte.
   *
   * @param contentEncoding the {@code content-encoding} header; {@code gzip} and {@code deflate}
   *     are undone, {@code identity} and {@code null} are plain, anything else makes the body
   *     {@linkplain #readable() unreadable}
   */
  public BodyStream(JsonWalker<?> walker, @Nullable String contentEncoding) {
    this.walker = walker;
    this.lines = new EventLines(walker);
    String coding = contentEncoding == null ? "" : contentEncoding.trim();
    this.inflation =
        coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")
            ? Inflation.gzip()
            : coding.equalsIgnoreCase("deflate") ? Inflation.deflate() : null;
    this.readable = inflation != null || coding.isEmpty() || coding.equalsIgnoreCase("identity");
  }

  /** Takes the next bytes as they came from the network. */
  public void data(ByteBuffer bytes) {
    if (!readable) {
      empty &= !bytes.hasRemaining();
      return;
    }
    if (bytes.hasArray()) {
      int from = bytes.arrayOffset() + bytes.position();
      accept(bytes.array(), from, from + bytes.remaining());
      return;
    }
    if (copy.length == 0) {
      copy = new byte[CHUNK];
    }
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int count = Math.min(rest.remaining(), copy.length);
      rest.get(copy, 0, count);
      accept(copy, 0, count);
    }
  }

  /** Frees what decoding held. Idempotent. */
  public void close() {
    if (inflation != null) {
      inflation.close();
    }
  }

  /** Whether the content coding is one that can be undone. */
  public boolean readable() {
    return readable;
  }

  /** Whether no byte of content came. */
  public boolean empty() {
    return empty && !malformed();
  }

  /** Whether the body is an event stream. */
  public boolean events() {
    return framing == EVENTS && walker.documents() > 0;
  }

  /** Whether the documents came in an array. */
  public boolean array() {
    return framing == JSON && walker.sawArray();
  }

  /** Whether the body was not, or not to its end, what it should be. */
  public boolean malformed() {
    return framing == EVENTS
        ? lines.malformed() || (walker.documents() == 0 && !walker.within())
        : walker.lost() || (inflation != null && inflation.broken());
  }

  /** Whether a document has begun that has not ended. */
  public boolean within() {
    return walker.within() || (framing == JSON && walker.withinArray());
  }

  /** Whether an event stream has said that it is done. */
  public boolean done() {
    return lines.done();
  }

  private void accept(byte[] bytes, int from, int to) {
    if (inflation == null) {
      plain(bytes, from, to);
    } else {
      inflation.data(bytes, from, to, this::plain);
    }
  }

  private void plain(byte[] bytes, int from, int to) {
    int i = from;
    empty &= from == to;
    if (framing == UNDECIDED) {
      while (i < to && isBlank(bytes[i])) {
        i++;
      }
      if (i == to) {
        return;
      }
      framing = bytes[i] == '{' || bytes[i] == '[' ? JSON : EVENTS;
    }
    if (framing == JSON) {
      walker.feed(bytes, i, to);
    } else {
      lines.feed(bytes, i, to);
    }
  }

  /** White space, or a byte of the UTF-8 byte order mark. */
  private static boolean isBlank(byte b) {
    return b == ' '
        || b == '\n'
        || b == '\r'
        || b == '\t'
        || b == (byte) 0xEF
        || b == (byte) 0xBB
        || b == (byte) 0xBF;
  }
}
