// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.meter.CallerTags;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The controls and tags that count now. A call keeps those it began with. Thread-safe; without a
 * rule it costs a call two field reads.
 */
final class InForce implements Controls, CallerTags {
  private volatile Controls controls = Controls.NONE;
  private volatile CallerTags tags = CallerTags.NONE;

  void set(Controls nowControls, CallerTags nowTags) {
    tags = nowTags;
    controls = nowControls;
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return controls.passage(arrival);
  }

  @Override
  public Map<String, String> ofThread() {
    return tags.ofThread();
  }

  @Override
  public Map<String, String> ofRequest(Function<String, @Nullable String> header) {
    return tags.ofRequest(header);
  }
}
