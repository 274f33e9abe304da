// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.Keyed;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.replay.AnswerRecorder;
import io.costspan.engine.cache.store.DiskStore;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Attendance;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** One call on its way past the cache: answered, or watched so that the next one can be. */
final class CachePassage implements Passage {
  private final CacheRoom room;
  private final Arrival arrival;
  private final Wish wish;
  private volatile @Nullable Keeping keeping;

  CachePassage(CacheRoom room, Arrival arrival) {
    this.room = room;
    this.arrival = arrival;
    this.wish = Wish.of(arrival.header().apply(Wish.HEADER));
  }

  @Override
  public boolean needsBody() {
    return wish != Wish.BYPASS;
  }

  @Override
  public Ruling admit(Asked asked) {
    CacheRule rule = room.rule(asked.subject());
    if (rule == null || rule.mode() == CacheRule.Mode.SHADOW) {
      return Ruling.GO;
    }
    NotCached against = against(rule, asked.facts());
    if (against == null) {
      Keyed keyed = room.keys().of(rule.recipe(), arrival, asked);
      CacheKey key = keyed.key();
      if (key != null) {
        return admit(rule, key, asked);
      }
      against = keyed.because();
    }
    if (against != null) {
      room.counts().of(rule.name()).count(against);
    }
    return Ruling.GO;
  }

  private @Nullable NotCached against(CacheRule rule, RequestFacts facts) {
    if (wish == Wish.BYPASS) {
      return NotCached.BYPASS;
    }
    if (Boolean.TRUE.equals(facts.background())) {
      return NotCached.BACKGROUND;
    }
    Double temperature = facts.temperature();
    return rule.zeroTemperature() && (temperature == null || temperature != 0)
        ? NotCached.TEMPERATURE
        : null;
  }

  private Ruling admit(CacheRule rule, CacheKey key, Asked asked) {
    Found found = wish == Wish.REFRESH ? null : room.memory().find(key);
    if (found == null && wish != Wish.REFRESH) {
      DiskStore disk = room.diskOf(key);
      if (disk != null) {
        return new Ruling.Wait(disk.find(key).thenApply(read -> read(rule, key, asked, read)));
      }
    }
    return decide(rule, key, asked, found);
  }

  private Ruling read(CacheRule rule, CacheKey key, Asked asked, @Nullable Found found) {
    if (found != null) {
      room.memory().put(key, found);
    }
    return decide(rule, key, asked, found);
  }

  private Ruling decide(CacheRule rule, CacheKey key, Asked asked, @Nullable Found found) {
    if (found != null && found.fresh(rule.ttl())) {
      room.counts().of(rule.name()).count(Event.HIT);
      return room.answer(rule, found, Handling.Action.HIT, "hit");
    }
    room.counts().of(rule.name()).count(Event.MISS);
    keeping = new Keeping(room, rule, key, asked);
    return Ruling.GO;
  }

  @Override
  public void withdraw() {
    keeping = null;
  }

  @Override
  public Attendance respond(int status, ResponseHead head) {
    Keeping kept = keeping;
    AnswerRecorder recorder = kept == null ? null : kept.start(status, head);
    return recorder == null ? Attendance.NONE : new Attendance(recorder, null);
  }

  @Override
  public void ended(ResponseFacts facts, boolean whole) {
    Keeping kept = keeping;
    if (kept != null) {
      kept.end(facts, whole);
    }
  }
}
