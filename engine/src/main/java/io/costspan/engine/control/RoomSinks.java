// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.PricedCall;
import io.costspan.log.AgentLog;
import java.util.List;

/** The rooms that want to know of settled calls, as one. One that fails leaves the others told. */
record RoomSinks(List<CallSink> sinks) implements CallSink {

  @Override
  public void settled(PricedCall call) {
    for (CallSink sink : sinks) {
      try {
        sink.settled(call);
      } catch (RuntimeException | LinkageError e) {
        AgentLog.warnOnce("room " + sink.getClass().getName(), "a control lost a call: " + e);
      }
    }
  }

  @Override
  public void flush(long timeoutMillis) {
    for (CallSink sink : sinks) {
      sink.flush(timeoutMillis);
    }
  }
}
