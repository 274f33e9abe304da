// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.contract.BodyTap;
import io.costspan.engine.cache.replay.AnswerRecorder;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.cache.store.Pieces;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Handling.Finding;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.engine.wire.text.TextSample;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cache would have done that only looks on: where it would have answered, the stored answer
 * is compared with the one that comes. Texts are compared as far as they are sampled, some 16 KB of
 * each. As thread-safe as a passage need be.
 */
final class Shadowing {
  private static final long TEXTS = 2L * TextSample.MOST + 64;

  private final CacheRoom room;
  private final CacheRule rule;
  private final Endpoint endpoint;
  private final RequestFacts request;
  private final @Nullable Found stored;
  private volatile @Nullable AnswerRecorder recorder;
  private volatile int status;
  private volatile List<Map.Entry<String, String>> headers = List.of();
  private volatile Handling.@Nullable Shadow found;

  /**
   * @param stored what it would have answered with; {@code null} for a miss
   */
  Shadowing(
      CacheRoom room,
      CacheRule rule,
      Endpoint endpoint,
      RequestFacts request,
      @Nullable Found stored) {
    this.room = room;
    this.rule = rule;
    this.endpoint = endpoint;
    this.request = request;
    this.stored = stored;
    this.found = stored == null ? new Handling.Shadow(rule.name(), Finding.MISS) : null;
  }

  /** The head is there; {@code null} when there is nothing to compare. */
  @Nullable BodyTap start(int answered, ResponseHead head) {
    if (stored == null || answered < 200 || answered > 299) {
      return null;
    }
    status = answered;
    headers = KeptHeaders.of(head);
    AnswerRecorder made = room.recorder(rule);
    recorder = made;
    return made;
  }

  /** The call is over. */
  void end(boolean whole) {
    AnswerRecorder recorded = recorder;
    Found was = stored;
    recorder = null;
    if (recorded == null || was == null) {
      return;
    }
    boolean comparable = whole && !recorded.tooLarge();
    Pieces came = recorded.take();
    if (comparable && came != null) {
      found = new Handling.Shadow(rule.name(), compared(was, came.bytes()));
    }
  }

  /** What was found; {@code null} where nothing could be compared. */
  Handling.@Nullable Shadow found() {
    return found;
  }

  private Finding compared(Found was, byte[] came) {
    byte[] kept = was.answer().pieces().bytes();
    if (Arrays.equals(kept, came)) {
      return Finding.EQUAL_BYTES;
    }
    SampleRoom texts = new SampleRoom(TEXTS);
    try (TextSample before = texts.ofPieces();
        TextSample now = texts.ofPieces()) {
      boolean read =
          read(kept, was.answer().status(), was.answer().headers(), before)
              && read(came, status, headers, now);
      return read
              && before.bytes() > 0
              && before.bytes() == now.bytes()
              && before.calls() == now.calls()
              && before.strings().equals(now.strings())
          ? Finding.EQUAL_TEXT
          : Finding.DIFFERENT;
    }
  }

  private boolean read(byte[] body, int code, List<Map.Entry<String, String>> of, TextSample text) {
    BodyReader<ResponseFacts> reader =
        endpoint.dialect().response(endpoint, request, new ResponseHead(code, header(of)));
    if (!reader.tellText(text)) {
      return false;
    }
    reader.data(ByteBuffer.wrap(body));
    return reader.finish(true).error() == null;
  }

  private static Function<String, @Nullable String> header(
      List<Map.Entry<String, String>> headers) {
    return name -> {
      for (Map.Entry<String, String> header : headers) {
        if (header.getKey().equalsIgnoreCase(name)) {
          return header.getValue();
        }
      }
      return null;
    };
  }
}
