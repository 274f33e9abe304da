// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.replay.AnswerRecorder;
import io.costspan.engine.cache.store.Pieces;
import io.costspan.engine.cache.store.StoredAnswer;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches the answer to one call and keeps it when it is worth it. As thread-safe as a passage need
 * be.
 */
final class Keeping {
  private final CacheRoom room;
  private final CacheRule rule;
  private final CacheKey key;
  private final Subject subject;
  private final RequestFacts request;
  private final long since;
  private int status;
  private List<Map.Entry<String, String>> headers = List.of();
  private volatile @Nullable AnswerRecorder recorder;
  private volatile boolean complete = true;

  Keeping(CacheRoom room, CacheRule rule, CacheKey key, Asked asked) {
    this.room = room;
    this.rule = rule;
    this.key = key;
    this.subject = asked.subject();
    this.request = asked.facts();
    this.since = room.invalidations().count();
  }

  /** The head is there; gives what records the body, {@code null} when it is not worth it. */
  @Nullable AnswerRecorder start(int answered, ResponseHead head) {
    if (answered < 200 || answered > 299) {
      return null;
    }
    status = answered;
    headers = KeptHeaders.of(head);
    AnswerRecorder made = room.recorder(rule);
    recorder = made;
    return made;
  }

  /** The call is over; gives why its answer is not kept, {@code null} when it is. */
  @Nullable NotCached end(ResponseFacts facts, boolean whole) {
    NotCached against = keep(facts, whole);
    if (against == null) {
      room.counts().of(rule.name()).count(Event.STORED);
    } else {
      room.counts().of(rule.name()).count(against);
    }
    return against;
  }

  private @Nullable NotCached keep(ResponseFacts facts, boolean whole) {
    AnswerRecorder recorded = recorder;
    if (recorded == null) {
      return NotCached.FAILED; // no head, or one that is no 2xx
    }
    recorder = null;
    boolean all = recorded.whole();
    boolean tooLarge = recorded.tooLarge();
    Pieces pieces = recorded.take();
    complete = all || pieces == null || tooLarge || ends(pieces);
    NotCached against =
        Worth.against(subject.operation(), request, status, facts, whole, rule.tools());
    if (against != null) {
      return against;
    }
    if (pieces == null || tooLarge) {
      return NotCached.TOO_LARGE;
    }
    NotCached other = against(pieces, all, facts);
    if (other != null) {
      return other;
    }
    return room.keep(key, stored(pieces, facts), since) ? null : NotCached.INVALIDATED;
  }

  private @Nullable NotCached against(Pieces pieces, boolean all, ResponseFacts facts) {
    if (!all && !ends(pieces)) {
      return NotCached.INCOMPLETE;
    }
    boolean vectors = Worth.onlyVectors(subject.operation(), facts);
    return AnswerScan.of(pieces.bytes(), header("content-encoding"), rule.tools(), vectors);
  }

  private boolean ends(Pieces pieces) {
    return FrameEnd.is(pieces.bytes(), header("content-type"), header("content-encoding"));
  }

  /** Whether nothing is missing of what was recorded, as far as can be told; after the end. */
  boolean complete() {
    return complete;
  }

  private StoredAnswer stored(Pieces pieces, ResponseFacts facts) {
    return new StoredAnswer(
        rule.name(),
        subject.provider(),
        subject.model(),
        subject.operation(),
        subject.tags(),
        status,
        headers,
        facts.stream(),
        pieces,
        facts.usage(),
        room.clock().instant(),
        rule.ttl(),
        rule.staleIfError());
  }

  private @Nullable String header(String name) {
    for (Map.Entry<String, String> header : headers) {
      if (header.getKey().equals(name)) {
        return header.getValue();
      }
    }
    return null;
  }
}
