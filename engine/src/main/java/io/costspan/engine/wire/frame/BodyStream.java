// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.json.JsonWalker;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON documents in a body and feeds them to a {@link JsonWalker}. What the first bytes
 * show decides the framing, because content types lie in both directions: a body that opens with
 * the high byte of a binary length is AWS's event stream, one that opens with a brace or bracket is
 * JSON (one document, lines of them, or an array of them), anything else is read as an event
 * stream, in which only well-formed fields mean something. Not thread-safe.
 */
public final class BodyStream {
  private static final int UNDECIDED = 0;
  private static final int JSON = 1;
  private static final int EVENTS = 2;
  private static final int CHUNK = 8192;

  private final JsonWalker<?> walker;
  private final EventLines lines;
  private final @Nullable ContentCodings codings;

  private byte[] copy = new byte[0];
  private int framing = UNDECIDED;
  private @Nullable AwsMessages messages;
  private boolean empty = true;

  /**
   * A stream at its first byte.
   *
   * @param contentEncoding the {@code content-encoding} header; {@code gzip}, {@code deflate} and
   *     {@code br} are undone, {@code identity} and {@code null} are plain, anything else makes the
   *     body {@linkplain #readable() unreadable}
   */
  public BodyStream(JsonWalker<?> walker, @Nullable String contentEncoding) {
    this.walker = walker;
    this.lines = new EventLines(walker);
    this.codings = ContentCodings.of(contentEncoding, this::plain);
  }

  /** Takes the next bytes as they came from the network. */
  public void data(ByteBuffer bytes) {
    if (codings == null) {
      empty &= !bytes.hasRemaining();
      return;
    }
    if (bytes.hasArray()) {
      int from = bytes.arrayOffset() + bytes.position();
      codings.data(bytes.array(), from, from + bytes.remaining());
      return;
    }
    if (copy.length < Math.min(CHUNK, bytes.remaining())) {
      copy = new byte[Math.min(CHUNK, Math.max(bytes.remaining(), copy.length * 2))];
    }
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int count = Math.min(rest.remaining(), copy.length);
      rest.get(copy, 0, count);
      codings.data(copy, 0, count);
    }
  }

  /** The body has ended, or nobody reads on: what decoding kept back is read now. */
  public void end() {
    if (codings != null) {
      codings.end();
    }
  }

  /** Frees what decoding held. Idempotent. */
  public void close() {
    if (codings != null) {
      codings.close();
    }
  }

  /** Whether the content coding is one that can be undone. */
  public boolean readable() {
    return codings != null;
  }

  /** Whether no byte of content came. */
  public boolean empty() {
    return empty && !malformed();
  }

  /** Whether the body is an event stream, of text or of AWS's messages. */
  public boolean events() {
    return (framing == EVENTS || messages != null)
        && (walker.documents() > 0 || exception() != null);
  }

  /** Whether the documents came in an array. */
  public boolean array() {
    return framing == JSON && walker.sawArray();
  }

  /** Whether the body was not, or not to its end, what it should be. */
  public boolean malformed() {
    if ((codings != null && codings.broken()) || (messages != null && messages.malformed())) {
      return true;
    }
    return framing == EVENTS
        ? lines.malformed() || (walker.documents() == 0 && !walker.within())
        : framing == JSON && walker.lost();
  }

  /** Whether a checksum or length of AWS's framing was wrong, so that reading ended there. */
  public boolean damaged() {
    return messages != null && messages.damaged();
  }

  /** The name of the exception that a message of AWS's framing brought. */
  public @Nullable String exception() {
    return messages == null ? null : messages.problem();
  }

  /** Whether a document or message has begun that has not ended. */
  public boolean within() {
    return walker.within()
        || (framing == JSON && walker.withinArray())
        || (messages != null && messages.within());
  }

  /** Whether an event stream has said that it is done. */
  public boolean done() {
    return lines.done();
  }

  private void plain(byte[] bytes, int from, int to) {
    if (empty && from < to && beginsMessage(bytes[from])) {
      messages = new AwsMessages(walker, this::text);
    }
    empty &= from == to;
    if (messages != null) {
      messages.feed(bytes, from, to);
    } else {
      text(bytes, from, to);
    }
  }

  private void text(byte[] bytes, int from, int to) {
    int i = from;
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

  /** AWS's messages begin with their length, which is far below 32 MiB; no text begins so. */
  private static boolean beginsMessage(byte first) {
    return first == 0 || first == 1;
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
