// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.engine.passage.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call that is stopped, as every provider's error has to tell it.
 *
 * @param refusal why
 * @param status HTTP status of the answer
 * @param requestId the answer's own id
 */
record Stop(Refusal refusal, int status, String requestId) {

  String message() {
    return refusal.message();
  }

  String code() {
    return refusal.code();
  }

  /** Whole seconds, never 0: who is told to come back at once comes back in vain. */
  long retrySeconds() {
    Duration wait = refusal.retryAfter();
    return wait == null ? 0 : Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }

  /** Whole milliseconds, never less than it takes. */
  long retryMillis() {
    Duration wait = refusal.retryAfter();
    return wait == null ? 0 : Math.max(1, wait.plusMillis(1).minusNanos(1).toMillis());
  }

  /**
   * What a program may want to know, by names that stay. Amounts are decimal text, because a JSON
   * number is a {@code double} to most who read it; what is not known is left out.
   */
  Map<String, String> members() {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("code", refusal.code());
    members.put("rule", refusal.rule());
    put(members, "scope", refusal.scope());
    members.put("unit", refusal.unit());
    put(members, "limit", refusal.limit());
    put(members, "spent", refusal.spent());
    put(members, "reserved", refusal.reserved());
    put(members, "requested", refusal.requested());
    put(members, "why", refusal.why());
    OffsetDateTime end = refusal.resetsAt();
    if (end != null) {
      members.put(
          "resets_at",
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end.truncatedTo(ChronoUnit.SECONDS)));
    }
    return members;
  }

  /** {@link #members} as one member. */
  void write(JsonGenerator json, String name) throws IOException {
    json.writeObjectFieldStart(name);
    writeMembers(json);
    json.writeEndObject();
  }

  /** {@link #members} into the object that is open. */
  void writeMembers(JsonGenerator json) throws IOException {
    for (Map.Entry<String, String> member : members().entrySet()) {
      json.writeStringField(member.getKey(), member.getValue());
    }
  }

  private static void put(Map<String, String> members, String name, @Nullable String value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
