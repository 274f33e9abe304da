// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import okhttp3.Call;
import okhttp3.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * What a call's maker had as trace context, until the call runs. Keyed by the call's identity,
 * weakly; of fixed size, and lossy beyond it: a call that finds its few places taken pushes an
 * older one out, which then counts as one without a caller's context. Looking up allocates nothing.
 * Thread-safe.
 */
final class CallerContexts {
  private static final int PLACES = 4096;
  private static final int REACH = 8;

  private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(PLACES);
  private final ReferenceQueue<Call> forgotten = new ReferenceQueue<>();
  private volatile boolean used;

  void remember(Call call, Object captured) {
    dropForgotten();
    used = true;
    int home = home(call);
    for (int i = 0; i < REACH; i++) {
      int place = (home + i) & (PLACES - 1);
      if (places.get(place) == null
          && places.compareAndSet(place, null, new Entry(call, captured, place, forgotten))) {
        return;
      }
    }
    places.set(home, new Entry(call, captured, home, forgotten));
  }

  /** {@code null} when nothing was remembered for the chain's call. */
  @Nullable Object of(Interceptor.Chain chain) {
    Entry entry = find(chain);
    return entry == null ? null : entry.captured;
  }

  /** The chain's call will ask no more. */
  void forget(Interceptor.Chain chain) {
    Entry entry = find(chain);
    if (entry != null) {
      places.compareAndSet(entry.place, entry, null);
    }
  }

  private @Nullable Entry find(Interceptor.Chain chain) {
    Call call = used ? LaterMethods.call(chain) : null;
    return call == null ? null : find(call);
  }

  private @Nullable Entry find(Call call) {
    int home = home(call);
    for (int i = 0; i < REACH; i++) {
      Entry entry = places.get((home + i) & (PLACES - 1));
      if (entry != null && entry.refersTo(call)) {
        return entry;
      }
    }
    return null;
  }

  /** Calls that were made and never run must not keep their maker's context. */
  private void dropForgotten() {
    for (Reference<? extends Call> gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
      Entry entry = (Entry) gone;
      places.compareAndSet(entry.place, entry, null);
    }
  }

  private static int home(Call call) {
    int hash = System.identityHashCode(call);
    return (hash ^ (hash >>> 12)) & (PLACES - 1);
  }

  private static final class Entry extends WeakReference<Call> {
    final Object captured;
    final int place;

    Entry(Call call, Object captured, int place, ReferenceQueue<Call> forgotten) {
      super(call, forgotten);
      this.captured = captured;
      this.place = place;
    }
  }
}
