// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import io.costspan.engine.passage.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What recent calls used, by their kind. Keeps the kinds that were seen last. Thread-safe. */
final class History {
  private static final int MOST_KINDS = 2_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<CallKind, Used> kinds =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallKind, Used> eldest) {
          return size() > MOST_KINDS;
        }
      };

  /**
   * What calls of one kind used.
   *
   * @param output output tokens of one answer
   * @param unseenInput input tokens beyond what a prompt's characters tell: pictures, files, and
   *     what the provider keeps of a conversation
   * @param cost of a call, in 1e-12 USD
   */
  record Used(Percentile output, Percentile unseenInput, Percentile cost) {
    Used() {
      this(new Percentile(), new Percentile(), new Percentile());
    }
  }

  /** Notes something of a call, for its own kind and for that of all callers. */
  void learn(Subject subject, Consumer<Used> what) {
    CallKind kind = CallKind.of(subject);
    what.accept(used(kind));
    if (!kind.tags().isEmpty()) {
      what.accept(used(kind.ofAll()));
    }
  }

  private Used used(CallKind kind) {
    lock.lock();
    try {
      return kinds.computeIfAbsent(kind, fresh -> new Used());
    } finally {
      lock.unlock();
    }
  }

  /**
   * What calls of the same kind used; where its caller's are not known, those of all callers;
   * {@code null} when there were none.
   */
  @Nullable Used of(Subject subject) {
    CallKind kind = CallKind.of(subject);
    lock.lock();
    try {
      Used own = kinds.get(kind);
      return own != null || kind.tags().isEmpty() ? own : kinds.get(kind.ofAll());
    } finally {
      lock.unlock();
    }
  }
}
