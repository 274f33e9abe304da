// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.passage.Warming;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /** Longer than any name that a user gives a rule. */
  private static final int LONGEST_WORD = 64;

  /**
   * The tags of a call: what its thread says, what its headers say, and whether it fills the cache.
   *
   * @param caller what was seen on the caller's thread, where that is another one; {@code null} for
   *     nothing
   */
  Map<String, String> tagsOf(Function<String, @Nullable String> header, @Nullable Captured caller) {
    Map<String, String> thread = tags.ofThread();
    Map<String, String> known = thread.isEmpty() && caller != null ? caller.tags() : thread;
    Map<String, String> said = tags.ofRequest(header);
    String warm = header.apply(Warming.HEADER);
    if (warm == null && (said.isEmpty() || known.isEmpty())) {
      return said.isEmpty() ? known : said;
    }
    Map<String, String> all = new TreeMap<>(known);
    all.putAll(said);
    if (warm != null) {
      all.put(Warming.TAG, warm.length() > LONGEST_WORD ? "1" : warm);
    }
    return all;
  }
}
