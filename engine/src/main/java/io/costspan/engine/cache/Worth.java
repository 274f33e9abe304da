// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.key.NotCached;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells whether an answer is one that the next caller would want: said to its end, and good. */
final class Worth {
  private static final Set<String> TALK =
      Set.of("chat", "text_completion", "generate_content", "invoke_agent");

  /** What the APIs say when a model has said all it wanted to, in lower case. */
  private static final Set<String> DONE =
      Set.of(
          "stop",
          "end_turn",
          "stop_sequence",
          "eos",
          "eos_token",
          "endoftext",
          "completed",
          "complete",
          "finish",
          "done",
          "end",
          "1"); // Gemini's STOP, where enums are numbers

  private static final Set<String> TOOLS =
      Set.of("tool_calls", "tool_call", "tool_use", "function_call", "requires_action");

  /** Says nothing against an answer. */
  private static final String NO_USAGE = "no-usage";

  private Worth() {}

  /**
   * What the facts say against keeping an answer; {@code null} when nothing.
   *
   * @param operation the GenAI conventions' operation name
   * @param whole whether it was read to its end
   * @param toolsAllowed whether an answer that calls tools may be kept
   */
  static @Nullable NotCached against(
      String operation,
      RequestFacts request,
      int status,
      ResponseFacts facts,
      boolean whole,
      boolean toolsAllowed) {
    if (status < 200 || status > 299 || facts.error() != null) {
      return NotCached.FAILED;
    }
    if (!whole || !facts.whole() || odd(facts.anomalies())) {
      return NotCached.INCOMPLETE;
    }
    List<String> reasons = facts.finishReasons();
    boolean said =
        TALK.contains(operation)
            ? !choicesMissing(request, reasons)
            : !facts.usage().isEmpty() || onlyVectors(operation, facts);
    if (!said) {
      return NotCached.UNFINISHED;
    }
    for (String reason : reasons) {
      String word = reason.toLowerCase(Locale.ROOT);
      if (TOOLS.contains(word)) {
        if (!toolsAllowed) {
          return NotCached.TOOLS;
        }
      } else if (!DONE.contains(word)) {
        return NotCached.UNFINISHED;
      }
    }
    return null;
  }

  /** Whether it is to be told by its vectors that an answer is one: Gemini's state no usage. */
  static boolean onlyVectors(String operation, ResponseFacts facts) {
    return operation.equals("embeddings") && facts.usage().isEmpty();
  }

  private static boolean choicesMissing(RequestFacts request, List<String> reasons) {
    Long asked = request.choiceCount();
    return reasons.isEmpty() || (asked != null && reasons.size() < asked);
  }

  private static boolean odd(List<String> anomalies) {
    return anomalies.stream().anyMatch(anomaly -> !anomaly.equals(NO_USAGE));
  }
}
