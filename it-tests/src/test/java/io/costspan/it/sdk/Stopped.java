// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.it.OtlpReceiver.Received;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An application some of whose calls a rule stopped: what it said, what arrived at the providers,
 * what the ledger has, and what the collector got.
 *
 * @param run what it left
 * @param calls the ledger's lines
 * @param refusals {@code error budget_exceeded by daily for 0.0} for each span of a refused call
 */
record Stopped(AppRun run, List<JournalEntry> calls, List<String> refusals) {

  static Stopped run(App app, Jdk jdk, Path scratch, List<String> settings, List<String> cases)
      throws Exception {
    Path home = scratch.resolve("home");
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      AppRun run = AppRun.controlled(app, jdk, scratch, home, receiver, settings, cases);
      List<String> refusals =
          receiver.spans().stream().map(Stopped::refusal).filter(one -> !one.isEmpty()).toList();
      return new Stopped(run, Ledger.read(home), refusals);
    }
  }

  /** What the application printed of these cases; only the first line where an error has more. */
  List<String> lines(List<String> cases) {
    return run.result()
        .out()
        .lines()
        .filter(line -> cases.stream().anyMatch(each -> line.startsWith(each + ": ")))
        .toList();
  }

  /** {@code REFUSED #1} and the like, in the order of the calls' ends. */
  List<String> outcomes() {
    return calls.stream()
        .map(call -> call.ending().outcome() + " #" + call.identity().attempt())
        .toList();
  }

  /** Empty for the span of any other call. */
  private static String refusal(Received received) {
    Map<String, String> attributes =
        received.span().getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, Stopped::text));
    String code = attributes.get("costspan.refusal.code");
    boolean error =
        received.span().getStatus().getCode() == StatusCode.STATUS_CODE_ERROR
            && code != null
            && code.equals(attributes.get("error.type"));
    return code == null
        ? ""
        : "%s %s by %s for %s"
            .formatted(
                error ? "error" : "no error",
                code,
                attributes.get("costspan.rule"),
                attributes.get("gen_ai.usage.cost"));
  }

  private static String text(KeyValue attribute) {
    return attribute.getValue().hasDoubleValue()
        ? String.valueOf(attribute.getValue().getDoubleValue())
        : attribute.getValue().getStringValue();
  }
}
