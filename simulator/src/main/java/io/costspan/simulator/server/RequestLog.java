// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The requests that arrived, oldest first; the newest ten thousand are kept. Thread-safe. */
public final class RequestLog {

  private static final int LIMIT = 10_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  synchronized void add(RecordedRequest request) {
    if (requests.size() == LIMIT) {
      requests.removeFirst();
    }
    requests.addLast(request);
  }

  /** A copy of what arrived since the last {@link #clear()}. */
  public synchronized List<RecordedRequest> all() {
    return List.copyOf(requests);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    requests.clear();
  }
}
