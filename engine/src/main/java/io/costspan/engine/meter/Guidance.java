// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Forecaster;

/**
 * Who decides about calls, and what they are told of them.
 *
 * @param controls asked before a call leaves
 * @param forecaster what a call may come to
 * @param service name of the application
 * @param tags reads the user's tags
 */
public record Guidance(Controls controls, Forecaster forecaster, String service, CallerTags tags) {
  /** Nobody decides: every call is sent. */
  public static final Guidance NONE =
      new Guidance(Controls.NONE, Forecaster.NONE, "", CallerTags.NONE);
}
