// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.CacheCounts.Event;
import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.cache.store.DiskStore;
import io.costspan.engine.cache.store.MemoryStore;
import io.costspan.engine.cache.store.StoredAnswer;
import io.costspan.engine.glob.Glob;
import io.costspan.engine.live.Board;
import io.costspan.engine.live.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the console and JMX see of the cache and may ask of it. Thread-safe. */
public final class CacheDesk {
  private final CacheRoom room;

  CacheDesk(CacheRoom room) {
    this.room = room;
  }

  /** Puts itself on a board. */
  public void onto(Board board) {
    board.show("cache", this::rows);
    board.offer(
        new Operation(
            "invalidate",
            "Takes stored answers out of the cache, in memory and on disk: of models that fit a"
                + " pattern, of a tag (NAME=PATTERN), of a rule; all of them where nothing is said.",
            List.of("model", "tag", "rule"),
            0,
            (arguments, who) -> invalidate(arguments)));
  }

  /** Each rule, then the stores. */
  public List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    room.counts().all().forEach((name, counts) -> rows.add(row(name, counts)));
    MemoryStore memory = room.memory();
    rows.add(store("(memory)", memory.entries(), memory.bytes(), memory.evictions()));
    DiskStore disk = room.disk();
    if (disk != null) {
      rows.add(store("(disk)", disk.entries(), disk.bytes(), disk.evictions()));
    }
    return rows;
  }

  /**
   * Takes answers out.
   *
   * @return how many were in memory, how many on disk, and what could be neither looked at nor
   *     deleted there
   */
  public int[] invalidate(Predicate<StoredAnswer> which) {
    return room.invalidate(which);
  }

  private String invalidate(Map<String, String> arguments) {
    int[] removed = invalidate(which(arguments));
    String rule = arguments.get("rule");
    return removed[0]
        + " answers taken out of memory, "
        + removed[1]
        + " deleted from disk"
        + (removed[2] == 0 ? "" : ", but not all there could be looked at or deleted")
        + (rule == null || removed[0] + removed[1] > 0 || room.counts().all().containsKey(rule)
            ? ""
            : "; no answer is known of a rule '" + rule + "'");
  }

  private static Predicate<StoredAnswer> which(Map<String, String> arguments) {
    String model = arguments.get("model");
    String tag = arguments.get("tag");
    String rule = arguments.get("rule");
    int is = tag == null ? 0 : tag.indexOf('=');
    if (is < 0) {
      throw new IllegalArgumentException("a tag is NAME=PATTERN, not " + tag);
    }
    return answer ->
        (model == null || fits(model, answer.model()))
            && (tag == null || fits(tag.substring(is + 1), answer.tags().get(tag.substring(0, is))))
            && (rule == null || rule.equals(answer.rule()));
  }

  private static boolean fits(String pattern, @Nullable String value) {
    return value != null && Glob.matchesAnyCase(pattern, value);
  }

  private static Map<String, Object> row(String name, CacheCounts.OfRule counts) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("rule", name);
    for (Event event : Event.values()) {
      row.put(event.name().toLowerCase(Locale.ROOT), counts.get(event));
    }
    row.put("saved_usd", counts.saved().toPlainString());
    Map<String, Object> reasons = new TreeMap<>();
    for (NotCached reason : NotCached.values()) {
      if (counts.get(reason) > 0) {
        reasons.put(reason.label(), counts.get(reason));
      }
    }
    row.put("not_cached", reasons);
    return row;
  }

  private static Map<String, Object> store(String name, long entries, long bytes, long evictions) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("rule", name);
    row.put("entries", entries);
    row.put("bytes", bytes);
    row.put("evictions", evictions);
    return row;
  }
}
