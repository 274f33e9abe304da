// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.contract.BodyTap;
import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.join.Joined;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.Keyed;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.store.DiskStore;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Attendance;
import io.costspan.engine.passage.BothTaps;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way past the cache: answered from it, or by its like in flight, or watched so
 * that the next one can be.
 */
final class CachePassage implements Passage {
  private final CacheRoom room;
  private final Arrival arrival;
  private final Wish wish;
  private volatile boolean withdrawn;
  private volatile Joined.@Nullable Place place;
  private volatile @Nullable Leading leading;
  private volatile @Nullable Keeping keeping;
  private volatile @Nullable Shadowing shadowing;
  private volatile @Nullable Standby standby;
  private volatile Handling.@Nullable Miss miss;

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
    if (rule == null) {
      return Ruling.GO;
    }
    NotCached against = against(rule, wish, asked.facts());
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
      miss = new Handling.Miss(rule.name(), false, against.label());
    }
    return Ruling.GO;
  }

  /** Why a call of a rule has no part in the cache, before its key is made. */
  static @Nullable NotCached against(CacheRule rule, Wish wish, RequestFacts facts) {
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
    long since = room.invalidations().count();
    Found found = wish == Wish.REFRESH ? null : room.memory().find(key);
    if (rule.mode() == CacheRule.Mode.SHADOW) {
      return shadow(rule, key, asked, found);
    }
    if (found == null && wish != Wish.REFRESH) {
      DiskStore disk = room.diskOf(key);
      if (disk != null) {
        return new Ruling.Wait(
            disk.find(key).thenCompose(read -> read(rule, key, asked, read, since)));
      }
    }
    return decide(rule, key, asked, found, since);
  }

  private CompletionStage<Ruling> read(
      CacheRule rule, CacheKey key, Asked asked, @Nullable Found found, long since) {
    boolean there = found != null && room.promote(key, found, since);
    return flat(decide(rule, key, asked, there ? found : null, since));
  }

  /** A wait ends in no other wait. */
  private static CompletionStage<Ruling> flat(Ruling ruling) {
    return ruling instanceof Ruling.Wait wait
        ? wait.then()
        : CompletableFuture.completedFuture(ruling);
  }

  private Ruling shadow(CacheRule rule, CacheKey key, Asked asked, @Nullable Found found) {
    boolean hit = found != null && found.fresh(rule.ttl());
    room.counts().of(rule.name()).count(hit ? Event.SHADOW_HIT : Event.SHADOW_MISS);
    shadowing = new Shadowing(room, rule, arrival.endpoint(), asked.facts(), hit ? found : null);
    if (!hit) {
      keeping = new Keeping(room, rule, key, asked);
    }
    return Ruling.GO;
  }

  private Ruling decide(
      CacheRule rule, CacheKey key, Asked asked, @Nullable Found found, long since) {
    if (found != null && found.fresh(rule.ttl())) {
      room.counts().of(rule.name()).count(Event.HIT);
      return room.answer(rule, found, Handling.Action.HIT, "hit");
    }
    if (found != null && found.inGrace(rule.ttl(), rule.staleIfError())) {
      standby = new Standby(room, rule, found, since);
    }
    if (rule.joinWait() == null || wish == Wish.REFRESH) {
      return out(rule, key, asked);
    }
    return joined(rule, key, asked, room.flights().join(key, rule.joinWait()));
  }

  private Ruling joined(CacheRule rule, CacheKey key, Asked asked, Joined joined) {
    if (joined instanceof Joined.Waits waits) {
      place = waits.place();
      if (withdrawn) {
        waits.place().leave();
      }
      return new Ruling.Wait(
          waits.then().thenCompose(then -> flat(joined(rule, key, asked, then))));
    }
    place = null;
    if (joined instanceof Joined.Answered answered) {
      room.counts().of(rule.name()).count(Event.JOINED);
      return room.answer(rule, answered);
    }
    if (joined instanceof Joined.Rescued rescued
        && rescued.with() instanceof Standby other
        && other.usable()) {
      return other.answer();
    }
    if (joined instanceof Joined.Leads leads) {
      Leading lead = new Leading(leads.flight(), asked.facts(), arrival.endpoint());
      leading = lead;
      if (withdrawn) {
        lead.over(false, null, Usage.NONE);
      }
    }
    return out(rule, key, asked);
  }

  private Ruling out(CacheRule rule, CacheKey key, Asked asked) {
    room.counts().of(rule.name()).count(Event.MISS);
    miss = new Handling.Miss(rule.name(), true, null);
    if (!withdrawn) {
      keeping = new Keeping(room, rule, key, asked);
    }
    return Ruling.GO;
  }

  @Override
  public void withdraw() {
    withdrawn = true;
    keeping = null;
    Joined.Place waiting = place;
    if (waiting != null) {
      waiting.leave();
    }
    over(false, null, Usage.NONE);
  }

  @Override
  public boolean mayAnswerInstead() {
    return usable() != null;
  }

  @Override
  public boolean mayBeFollowed() {
    Leading lead = leading;
    return lead != null && lead.stream();
  }

  @Override
  public Attendance respond(int status, ResponseHead head) {
    Standby stale = Standby.helps(status) ? usable() : null;
    if (stale != null) {
      keeping = null;
      over(false, stale, Usage.NONE);
      return new Attendance(null, stale.answer());
    }
    Keeping kept = keeping;
    Shadowing shadow = shadowing;
    Leading lead = leading;
    BodyTap tap = kept == null ? null : kept.start(status, head);
    tap = both(shadow == null ? null : shadow.start(status, head), tap);
    tap = both(lead == null ? null : lead.start(status, head), tap);
    return tap == null ? Attendance.NONE : new Attendance(tap, null);
  }

  private @Nullable Standby usable() {
    Standby stale = standby;
    return stale != null && stale.usable() ? stale : null;
  }

  private static @Nullable BodyTap both(@Nullable BodyTap first, @Nullable BodyTap second) {
    return first == null ? second : second == null ? first : new BothTaps(first, second);
  }

  @Override
  public Ruling.@Nullable Local fail(Throwable error) {
    Standby stale = usable();
    over(false, stale, Usage.NONE);
    return stale == null ? null : stale.answer();
  }

  @Override
  public void ended(ResponseFacts facts, boolean whole) {
    Keeping kept = keeping;
    Shadowing shadow = shadowing;
    try {
      if (kept != null) {
        NotCached against = kept.end(facts, whole);
        Handling.Miss missed = miss;
        if (against != null && missed != null) {
          miss = new Handling.Miss(missed.rule(), true, against.label());
        }
      }
      if (shadow != null) {
        shadow.end(whole);
      }
    } finally {
      // those who wait for an answer are not to share an error, those who follow not half a stream
      boolean good = facts.error() == null && !facts.anomalies().contains("reader-fault");
      over(whole && good && (kept == null || kept.complete()), null, facts.usage());
    }
  }

  @Override
  public Handling handling() {
    Shadowing shadow = shadowing;
    return Handling.SENT.seen(shadow == null ? null : shadow.found()).missed(miss);
  }

  private void over(boolean whole, @Nullable Standby rescue, Usage usage) {
    Leading lead = leading;
    if (lead != null) {
      lead.over(whole, rescue, usage);
    }
  }
}
