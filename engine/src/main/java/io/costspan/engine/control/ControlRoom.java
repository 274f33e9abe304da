// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.live.Board;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.CallerTags;
import io.costspan.engine.meter.Guidance;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.passage.PassageChain;
import java.util.ArrayList;
import java.util.List;

/** The controls of one JVM, as its settings say. Thread-safe once it is made. */
public final class ControlRoom {
  private final List<Controls> controls = new ArrayList<>();
  private final List<CallSink> sinks = new ArrayList<>();
  private final Board board = new Board();
  private final ControlGauges gauges = new ControlGauges();
  private final String service;

  /**
   * @param service name of the application
   */
  public ControlRoom(String service) {
    this.service = service;
  }

  /** Who decides, for the meter. */
  public Guidance guidance() {
    return controls.isEmpty()
        ? Guidance.NONE
        : new Guidance(new PassageChain(controls), Forecaster.NONE, service, CallerTags.NONE);
  }

  /** How the controls stand, for the telemetry. */
  public ControlGauges gauges() {
    return gauges;
  }

  /** What the console and JMX see of this JVM. */
  public Board board() {
    return board;
  }

  /** Who is told of every settled call, before the ledger and the telemetry. */
  public List<CallSink> sinks() {
    return List.copyOf(sinks);
  }
}
