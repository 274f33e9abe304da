// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.contract.Verdict;
import io.costspan.engine.cache.join.Flights;
import io.costspan.engine.cache.join.Joined;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.Keyed;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.key.RequestKeys;
import io.costspan.engine.cache.replay.AnswerRecorder;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.replay.ReplayedBody;
import io.costspan.engine.cache.store.DiskStore;
import io.costspan.engine.cache.store.Found;
import io.costspan.engine.cache.store.Invalidations;
import io.costspan.engine.cache.store.MemoryStore;
import io.costspan.engine.cache.store.StoredAnswer;
import io.costspan.engine.cache.store.Timer;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.Room;
import io.costspan.engine.journal.HostSalt;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.passage.Warming;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cache of one JVM. Thread-safe; its rules may change, what it keeps stays. */
public final class CacheRoom implements Room {
  private final RequestKeys keys;
  private final MemoryStore memory;
  private final @Nullable DiskStore disk;
  private final RecordingRoom recordings;
  private final Timer timer;
  private final Flights flights;
  private final Invalidations invalidations;
  private final CacheCounts counts = new CacheCounts();
  private final LongAdder warmed = new LongAdder();
  private final Clock clock;
  private final LongSupplier nanoClock;
  private volatile List<CacheRule> rules;

  /**
   * @param rules the first that matches a call is its rule
   * @param size what may be kept in memory
   * @param salt private to this host
   * @param clock wall clock
   * @param nanoClock monotonic nanoseconds
   */
  public CacheRoom(
      List<CacheRule> rules,
      CacheSize size,
      Supplier<byte[]> salt,
      Clock clock,
      LongSupplier nanoClock) {
    this(rules, size, null, new Timer(), salt, clock, nanoClock);
  }

  /**
   * @param disk the second level; {@code null} for none
   * @param timer for what is done later
   */
  CacheRoom(
      List<CacheRule> rules,
      CacheSize size,
      @Nullable DiskStore disk,
      Timer timer,
      Supplier<byte[]> salt,
      Clock clock,
      LongSupplier nanoClock) {
    this.disk = disk;
    this.timer = timer;
    this.rules = List.copyOf(rules);
    this.keys = new RequestKeys(salt);
    this.memory = new MemoryStore(size.bytes(), size.entries(), nanoClock);
    this.recordings = new RecordingRoom(size.bytes());
    this.flights = new Flights(recordings, timer);
    this.invalidations = disk == null ? new Invalidations() : disk.invalidations();
    this.clock = clock;
    this.nanoClock = nanoClock;
  }

  /** The cache that settings ask for, without rules yet. */
  public static CacheRoom of(Settings settings) {
    Path home = settings.get(SettingsCatalogue.HOME);
    byte[] salt = HostSalt.of(home);
    Clock clock = Clock.systemUTC();
    Timer timer = new Timer();
    return new CacheRoom(
        List.of(),
        new CacheSize(
            settings.get(SettingsCatalogue.CACHE_MEMORY_SIZE),
            settings.get(SettingsCatalogue.CACHE_MEMORY_ENTRIES)),
        settings.get(SettingsCatalogue.CACHE_DISK_ENABLED)
            ? new DiskStore(
                home.resolve("cache"),
                settings.get(SettingsCatalogue.CACHE_DISK_SIZE),
                () -> salt,
                clock,
                timer)
            : null,
        timer,
        () -> salt,
        clock,
        System::nanoTime);
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    if (arrival.who().tags().containsKey(Warming.TAG)) {
      warmed.increment();
    }
    if (arrival.method().equals("POST")) {
      for (CacheRule rule : rules) {
        if (rule.match().mayMatch(arrival.who())) {
          return new CachePassage(this, arrival);
        }
      }
    }
    return null;
  }

  /** Takes other rules; answers stay for those whose names and recipes stay. */
  @Override
  public void rules(Settings settings) {
    rules = List.copyOf(CacheRules.of(settings));
  }

  /** What the console sees, and may ask. */
  public CacheDesk desk() {
    return new CacheDesk(this);
  }

  /** What cannot be relied on now, and why; empty as a rule. */
  public Map<String, String> degraded() {
    String trouble = disk == null ? null : disk.trouble();
    return trouble == null ? Map.of() : Map.of("cache-disk", trouble);
  }

  /** Told of every settled call. */
  public CallSink savings() {
    return new Savings(counts);
  }

  /** How many calls have come by that say they fill the cache. */
  public long warmed() {
    return warmed.sum();
  }

  /** What a call would find, without making or counting it. May wait for the disk. */
  public Look look(Arrival arrival, Asked asked) {
    CacheRule rule = rule(asked.subject());
    if (rule == null) {
      return Look.OF_NO_RULE;
    }
    Wish wish = Wish.of(arrival.header().apply(Wish.HEADER));
    NotCached against = CachePassage.against(rule, wish, asked.facts());
    Keyed keyed = against == null ? keys.of(rule.recipe(), arrival, asked) : null;
    CacheKey key = keyed == null ? null : keyed.key();
    if (key == null) {
      return new Look(rule.name(), null, false, keyed == null ? against : keyed.because());
    }
    Found found = memory.find(key);
    DiskStore second = diskOf(key);
    if (found == null && second != null) {
      found = second.find(key).join();
    }
    return new Look(rule.name(), key, found != null && found.fresh(rule.ttl()), null);
  }

  /** What it has done. */
  public CacheCounts counts() {
    return counts;
  }

  /** The rule of a call; {@code null} when none is for it. */
  @Nullable CacheRule rule(Subject subject) {
    for (CacheRule rule : rules) {
      if (rule.match().matches(subject)) {
        return rule;
      }
    }
    return null;
  }

  /**
   * Keeps an answer for the next call; false when it was taken out on its way.
   *
   * @param since what {@link #invalidations} counted when the call went out
   */
  boolean keep(CacheKey key, StoredAnswer answer, long since) {
    if (!promote(key, new Found(answer, Duration.ZERO), since)) {
      return false;
    }
    DiskStore second = disk;
    if (second != null) {
      second.put(key, answer, since);
    }
    return true;
  }

  /** Keeps an answer in memory alone; as above. */
  boolean promote(CacheKey key, Found found, long since) {
    StoredAnswer answer = found.answer();
    if (invalidations.spoil(since, answer)) {
      return false;
    }
    memory.put(key, found);
    if (invalidations.spoil(since, answer)) { // while it was put there
      memory.remove(answer::equals);
      return false;
    }
    return true;
  }

  /**
   * Takes answers out; none that was on its way comes back.
   *
   * @return how many were in memory, how many on disk, and what could be neither looked at nor
   *     deleted there
   */
  int[] invalidate(Predicate<StoredAnswer> which) {
    DiskStore second = disk;
    if (second == null) {
      invalidations.add(which);
    }
    // the disk first: what is read from it meanwhile is in memory then
    DiskStore.Removed onDisk = new DiskStore.Removed(0, 0);
    int inMemory = 0;
    try {
      onDisk = second == null ? onDisk : second.remove(which);
    } finally {
      inMemory = memory.remove(which);
    }
    return new int[] {inMemory, onDisk.answers(), onDisk.failures()};
  }

  /** What was taken out. */
  Invalidations invalidations() {
    return invalidations;
  }

  /** The second level, where it may have an answer of the key. */
  @Nullable DiskStore diskOf(CacheKey key) {
    DiskStore second = disk;
    return second != null && second.mayHave(key) ? second : null;
  }

  @Nullable DiskStore disk() {
    return disk;
  }

  /** The calls in flight that others may join. */
  Flights flights() {
    return flights;
  }

  RequestKeys keys() {
    return keys;
  }

  MemoryStore memory() {
    return memory;
  }

  Clock clock() {
    return clock;
  }

  Timer timer() {
    return timer;
  }

  AnswerRecorder recorder(CacheRule rule) {
    return new AnswerRecorder(rule.maxSize(), recordings, nanoClock);
  }

  /** The answer to an identical call, as an application gets it. */
  Ruling.Local answer(CacheRule rule, Joined.Answered joined) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(joined.headers());
    headers.add(Map.entry(Wish.HEADER, "joined"));
    return new Ruling.Local(
        new Verdict.Answer(joined.status(), List.copyOf(headers), -1, joined.body()),
        Handling.answered(Handling.Action.JOINED, rule.name(), null),
        joined.body()::usage);
  }

  /**
   * A stored answer as an application gets it.
   *
   * @param word what {@code x-costspan-cache} says of it
   */
  Ruling.Local answer(CacheRule rule, Found found, Handling.Action action, String word) {
    StoredAnswer stored = found.answer();
    List<Map.Entry<String, String>> headers = new ArrayList<>(stored.headers());
    headers.add(Map.entry("age", Long.toString(Math.max(0, found.age().toSeconds()))));
    headers.add(Map.entry(Wish.HEADER, word));
    return new Ruling.Local(
        new Verdict.Answer(
            stored.status(),
            List.copyOf(headers),
            stored.stream() ? -1 : stored.pieces().length(),
            new ReplayedBody(stored.pieces(), rule.pace(), timer, nanoClock)),
        Handling.answered(action, rule.name(), found.age()),
        () -> CompletableFuture.completedFuture(stored.usage()));
  }
}
