// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.refusal.RefusalAnswers;
import io.costspan.engine.control.refusal.RefusalOptions;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.engine.passage.Ruling;
import org.jspecify.annotations.Nullable;

/** Refuses as the settings that count now say. Made when the first call is refused. Thread-safe. */
final class ShapeInForce implements RefusalShape {
  private volatile @Nullable Settings settings;
  private volatile @Nullable RefusalShape shape;

  void follow(Settings now) {
    settings = now;
    shape = null;
  }

  @Override
  public Ruling.Refused of(Arrival arrival, Asked asked, Refusal refusal) {
    RefusalShape known = shape;
    if (known == null) {
      Settings now = settings;
      if (now == null) {
        throw new IllegalStateException("no settings yet");
      }
      known = new RefusalAnswers(RefusalOptions.of(now));
      shape = known;
    }
    return known.of(arrival, asked, refusal);
  }
}
