// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.BodyTap;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.engine.wire.text.TextSample;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the request as it is sent, and a checksum by which a retry is known again. A body that is
 * sent anew starts over. Thread-safe, because an early answer may overtake the rest of the request.
 */
final class RequestSide {
  private final Endpoint endpoint;
  private final @Nullable SampleRoom room;
  private @Nullable Reading current;
  private @Nullable RequestFacts facts;
  private boolean forgotten;

  /**
   * @param known what was asked for, where it was asked in an earlier exchange; {@code null} when
   *     this one's body is to say
   * @param room for a sample of the prompt; {@code null} for none
   */
  RequestSide(Endpoint endpoint, @Nullable RequestFacts known, @Nullable SampleRoom room) {
    this.endpoint = endpoint;
    this.facts = known;
    this.room = room;
  }

  /** Reads a body that is there as a whole. */
  void whole(ByteBuffer body) {
    BodyTap tap = start();
    tap.data(body);
    tap.end();
  }

  /** Starts, or starts over. */
  synchronized BodyTap start() {
    Reading reading = new Reading(endpoint.dialect().request(endpoint), room);
    if (facts == null) {
      Texts.close(current == null ? null : current.text);
      current = reading;
    }
    return reading;
  }

  /**
   * What the request asks for, as far as it has been sent; the answer stays the same from the first
   * asking on.
   */
  synchronized RequestFacts facts() {
    if (facts == null) {
      facts = current == null ? RequestFacts.UNKNOWN : current.reader.finish(current.ended);
    }
    return facts;
  }

  /**
   * The prompt's text, to be asked for after the {@linkplain #facts() facts}; {@code null} once it
   * is forgotten.
   */
  synchronized @Nullable TextSample text() {
    return current == null || forgotten ? null : current.text;
  }

  /** Forgets the prompt's text, where nobody is to get it. */
  synchronized void forget() {
    Texts.close(text());
    forgotten = true;
  }

  /** Checksum and length of what was sent; 0 when nothing was. */
  synchronized long checksum() {
    return current == null ? 0 : current.crc.getValue() << 32 ^ current.length;
  }

  private final class Reading implements BodyTap {
    private final BodyReader<RequestFacts> reader;
    private final @Nullable TextSample text;
    private final CRC32C crc = new CRC32C();
    private long length;
    private boolean ended;

    Reading(BodyReader<RequestFacts> reader, @Nullable SampleRoom room) {
      this.reader = reader;
      TextSample sample = room == null ? null : room.ofStrings();
      this.text = sample != null && reader.tellText(sample) ? sample : null;
    }

    @Override
    public void data(ByteBuffer bytes) {
      synchronized (RequestSide.this) {
        if (facts == null && current == this) {
          length += bytes.remaining();
          crc.update(bytes.duplicate());
          reader.data(bytes);
        }
      }
    }

    @Override
    public void end() {
      synchronized (RequestSide.this) {
        ended = true;
      }
    }

    @Override
    public void abort(@Nullable Throwable cause) {
      // the call itself fails, or the body is sent anew: nothing to do here
    }
  }
}
