// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Set;

/**
 * The members of a request's body that say what is asked. Without them every request of a kind
 * would be the same, so no rule can leave them out of a comparison.
 */
public final class AskedMembers {
  private static final Set<String> ASKED =
      Set.of(
          "model",
          "response_format",
          "chat_history",
          "inputText",
          "systemInstruction",
          "system_instruction",
          "messages",
          "input",
          "inputs",
          "prompt",
          "contents",
          "content",
          "message",
          "system",
          "instructions",
          "tools",
          "query",
          "documents",
          "texts",
          "stream");

  private AskedMembers() {}

  /** Whether a member is one, by its path: below them only marks of the provider's own cache. */
  public static boolean contains(String path) {
    int dot = path.indexOf('.');
    String first = dot < 0 ? path : path.substring(0, dot);
    return ASKED.contains(first) && !path.endsWith(".cache_control");
  }
}
