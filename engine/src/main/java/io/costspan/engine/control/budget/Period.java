// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.ZoneId;

/** The time a budget is for. Immutable. */
public sealed interface Period permits CalendarPeriod, RollingPeriod {
  /** In which its times are told. */
  ZoneId zone();

  /** A count of this period with nothing in it. Not thread-safe. */
  Tally tally();
}
