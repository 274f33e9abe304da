// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls under way. Bounded: where more are under way than anybody would look at, the rest are
 * counted with the others once there is room. Thread-safe.
 */
final class CallsInFlight {
  private static final int MOST = 10_000;

  private final Set<MeteredCall> calls = ConcurrentHashMap.newKeySet();

  void begun(MeteredCall call) {
    if (calls.size() < MOST) {
      calls.add(call);
    }
  }

  void ended(MeteredCall call) {
    calls.remove(call);
  }

  /** A copy, the oldest first. */
  List<CallInFlight> list() {
    return calls.stream()
        .map(MeteredCall::inFlight)
        .sorted(Comparator.comparing(CallInFlight::start))
        .toList();
  }
}
