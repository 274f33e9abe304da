// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.log.AgentLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the command of a step's budget: its program and arguments as they are, no shell between.
 * What was reached is in its environment. It reads nothing, what it writes is thrown away, and it
 * is stopped when it takes too long.
 */
final class StepCommand implements Consumer<StepReached> {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A JVM that is started as the command is not to be watched by way of this one's settings. */
  private static final String TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";

  private final String service;
  private final Duration longest;

  StepCommand(String service) {
    this(service, LONGEST);
  }

  StepCommand(String service, Duration longest) {
    this.service = service;
    this.longest = longest;
  }

  @Override
  public void accept(StepReached step) {
    String failure = run(step);
    if (!failure.isEmpty()) {
      AgentLog.warn("the command of budget '" + step.budget() + "' " + failure);
    }
  }

  private String run(StepReached step) {
    ProcessBuilder builder =
        new ProcessBuilder(step.rule().command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    tell(step, builder.environment());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return "was stopped after " + longest.toSeconds() + " s";
      }
      return process.exitValue() == 0 ? "" : "ended with status " + process.exitValue();
    } catch (IOException e) {
      return "could not be run: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was not waited for";
    }
  }

  private void tell(StepReached step, Map<String, String> environment) {
    environment.remove(TOOL_OPTIONS);
    environment.put("COSTSPAN_SERVICE", service);
    environment.put("COSTSPAN_BUDGET", step.budget());
    environment.put("COSTSPAN_SCOPE", step.scope());
    environment.put("COSTSPAN_PERCENT", Amounts.text(step.percent()));
    environment.put("COSTSPAN_ACTION", step.actionWords());
    environment.put("COSTSPAN_UNIT", step.rule().unit().word());
    environment.put("COSTSPAN_LIMIT", Amounts.text(step.limit()));
    environment.put("COSTSPAN_SPENT", Amounts.text(step.spent()));
    environment.put("COSTSPAN_RESERVED", Amounts.text(step.reserved()));
    environment.put(
        "COSTSPAN_RESETS_AT", String.valueOf(step.resetsAt() == null ? "" : step.resetsAt()));
  }
}
