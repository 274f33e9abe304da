// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.CostState;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was done about a call, in a line's own fields; the line of a call that was only watched has
 * none of them.
 */
final class HandledLine {

  private HandledLine() {}

  static void write(JsonGenerator json, Handled handled) throws IOException {
    Handling handling = handled.handling();
    if (handling.action() != Handling.Action.SENT) {
      LineWriter.text(json, "action", LineWriter.name(handling.action()));
    }
    LineWriter.text(json, "rule", handling.rule());
    LineWriter.text(json, "code", handling.code());
    Duration age = handling.age();
    if (age != null) {
      json.writeNumberField("ageMillis", age.toMillis());
    }
    if (handling.waitedNanos() > 0) {
      json.writeNumberField("waitedMillis", TimeUnit.NANOSECONDS.toMillis(handling.waitedNanos()));
    }
    LineWriter.money(json, "forecastUsd", handling.forecastUsd());
    Handled.Avoided avoided = handled.avoided();
    if (avoided != null) {
      LineWriter.text(json, "avoided", LineWriter.name(avoided.state()));
      LineWriter.money(json, "avoidedUsd", avoided.usd());
    }
    shadow(json, handling.shadow());
    LineWriter.texts(json, "tags", handling.tags());
    LineWriter.texts(json, "events", handled.events());
  }

  private static void shadow(JsonGenerator json, Handling.@Nullable Shadow shadow)
      throws IOException {
    if (shadow != null) {
      LineWriter.texts(
          json,
          "shadow",
          Map.of("rule", shadow.rule(), "finding", LineWriter.name(shadow.finding())));
    }
  }

  /** Puts it together again. Runtime exceptions are the caller's to catch. */
  static Handled read(LineFields fields) {
    String action = fields.texts.get("action");
    Long age = fields.numbers.get("ageMillis");
    Handling handling =
        new Handling(
            action == null
                ? Handling.Action.SENT
                : LineReader.constant(Handling.Action.class, action),
            fields.texts.get("rule"),
            fields.texts.get("code"),
            age == null ? null : Duration.ofMillis(age),
            TimeUnit.MILLISECONDS.toNanos(fields.numbers.getOrDefault("waitedMillis", 0L)),
            fields.money("forecastUsd"),
            shadow(fields.maps.getOrDefault("shadow", Map.of())),
            null,
            Map.copyOf(fields.maps.getOrDefault("tags", Map.of())));
    String avoided = fields.texts.get("avoided");
    return new Handled(
        handling,
        avoided == null
            ? null
            : new Handled.Avoided(
                LineReader.constant(CostState.class, avoided), fields.money("avoidedUsd")),
        fields.events);
  }

  private static Handling.@Nullable Shadow shadow(Map<String, String> said) {
    String rule = said.get("rule");
    String finding = said.get("finding");
    return rule == null || finding == null
        ? null
        : new Handling.Shadow(rule, LineReader.constant(Handling.Finding.class, finding));
  }
}
