// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Never more than a limit in any period, whenever it begins. What is taken counts for a period, and
 * up to a 256th of one longer: amounts of the same 256th are kept as one, and all of them go when
 * the last can. So memory is bounded whatever the limit is, and what is said of when there will be
 * room is exact. Not thread-safe. A time before the last is taken for the last.
 */
final class SlidingWindow implements Window {
  private static final int PARTS = 256;

  private final Deque<Slot> slots = new ArrayDeque<>();
  private final long periodNanos;
  private final long slotNanos;
  private Pace pace;
  private long used;
  private long last;

  SlidingWindow(Pace pace) {
    this.pace = pace;
    this.periodNanos = pace.period().toNanos();
    this.slotNanos = periodNanos / PARTS;
  }

  @Override
  public boolean goesOnWith(Pace other, ZoneId zone) {
    if (!other.period().equals(pace.period())) {
      return false;
    }
    pace = other;
    return true;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public long used(long now) {
    forget(now);
    return used;
  }

  @Override
  public Taken take(long amount, long now) {
    forget(now);
    Slot newest = slots.peekLast();
    if (newest == null || newest.index != last / slotNanos) {
      newest = new Slot(last / slotNanos);
      slots.addLast(newest);
    }
    return new InSlot(newest, amount);
  }

  /** At once, or at the end of a slot. Exact for others of one each. */
  @Override
  public long roomAt(long ahead, long amount, long now) {
    forget(now);
    long limit = pace.amount();
    long all = ahead + amount;
    long rounds = all > limit ? (all - 1) / limit : 0;
    long at = roomAt(all - rounds * limit);
    return rounds == 0 ? at : endOfCount(at / slotNanos) + (rounds - 1) * (slotNanos + periodNanos);
  }

  @Override
  public @Nullable Instant resets() {
    return null;
  }

  private long roomAt(long amount) {
    long missing = used + amount - pace.amount();
    long at = last;
    Iterator<Slot> oldest = slots.iterator();
    while (missing > 0 && oldest.hasNext()) {
      Slot slot = oldest.next();
      missing -= slot.amount;
      at = endOfCount(slot.index);
    }
    return at;
  }

  private long endOfCount(long index) {
    return (index + 1) * slotNanos + periodNanos;
  }

  private void forget(long now) {
    last = Math.max(last, now);
    Slot oldest = slots.peekFirst();
    while (oldest != null && endOfCount(oldest.index) <= last) {
      oldest.left = true;
      used -= oldest.amount;
      slots.removeFirst();
      oldest = slots.peekFirst();
    }
  }

  /** What was taken within a 256th of the period. */
  private static final class Slot {
    final long index;
    long amount;
    boolean left;

    Slot(long index) {
      this.index = index;
    }
  }

  private final class InSlot implements Taken {
    private final Slot slot;
    private long mine;

    InSlot(Slot slot, long amount) {
      this.slot = slot;
      become(amount);
    }

    @Override
    public void become(long amount) {
      if (!slot.left) {
        slot.amount += amount - mine;
        used += amount - mine;
        mine = amount;
      }
    }
  }
}
