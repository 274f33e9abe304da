// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.log.AgentLog;

/** Tells of controls that failed where a call must not. */
final class ControlFaults {
  private ControlFaults() {}

  static void tell(Throwable fault) {
    AgentLog.warnOnce("control-failed", "a call could not be counted: " + fault);
  }
}
