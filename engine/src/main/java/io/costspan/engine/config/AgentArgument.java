// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code key=value,key2=value2}, what follows the jar in {@code -javaagent:}. */
final class AgentArgument {
  private static final Origin ORIGIN = new Origin(Origin.Kind.AGENT_ARGUMENT, "agent argument");

  private AgentArgument() {}

  static List<Said> read(@Nullable String argument, List<Problem> problems) {
    List<Said> said = new ArrayList<>();
    if (argument == null) {
      return said;
    }
    int from = 0;
    while (from <= argument.length()) {
      int comma = argument.indexOf(',', from);
      int to = comma < 0 ? argument.length() : comma;
      String part = argument.substring(from, to).strip();
      int equals = part.indexOf('=');
      if (equals > 0) {
        said.add(
            new Said(
                part.substring(0, equals).strip(), part.substring(equals + 1).strip(), ORIGIN));
      } else if (!part.isEmpty()) {
        problems.add(ProblemText.notKeyValue(part, ORIGIN));
      }
      from = to + 1;
    }
    return said;
  }
}
