// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.engine.cache.CacheRoom;
import io.costspan.engine.cache.Look;
import io.costspan.engine.meter.Rehearsal;
import io.costspan.engine.meter.Rehearsals;
import io.costspan.engine.passage.Warming;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request as it will be made, and what will become of it.
 *
 * @param headers with the one that says what the call is for
 * @param rehearsal what the controls would be told
 * @param look what it would find
 */
record WarmCall(WarmRequest request, Map<String, String> headers, Rehearsal rehearsal, Look look) {
  private static final String NO_RULE = "1";

  /**
   * Looks at a request.
   *
   * @throws IllegalArgumentException when it is no call that costspan knows
   */
  static WarmCall of(WarmRequest request, CacheRoom room, Rehearsals rehearsals) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    headers.put(Warming.HEADER, NO_RULE);
    Rehearsal rehearsal =
        rehearsals.of(WarmRequest.METHOD, request.url(), headers, request.body().getBytes(UTF_8));
    if (rehearsal == null) {
      throw new IllegalArgumentException("line " + request.line() + " is no call to a model");
    }
    Look look = room.look(rehearsal.arrival(), rehearsal.asked());
    headers.put(Warming.HEADER, word(look.rule()));
    return new WarmCall(request, headers, rehearsal, look);
  }

  /** Why its answer would not be kept; {@code null} when it would be, if it is worth it. */
  @Nullable String against() {
    if (look.rule() == null) {
      return "no rule is for it";
    }
    return look.because() == null ? null : look.because().label();
  }

  /** A rule's name where a header can say it. */
  private static String word(@Nullable String rule) {
    return rule != null && rule.length() <= 64 && rule.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? rule
        : NO_RULE;
  }
}
