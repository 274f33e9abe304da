// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text of a request, whatever the dialect: every string a model would read. */
final class Prompt {

  private static final Set<String> TEXT_FIELDS =
      Set.of("text", "content", "input", "prompt", "instructions", "system");
  private static final Set<String> CONTAINERS =
      Set.of(
          "messages",
          "contents",
          "content",
          "parts",
          "input",
          "system",
          "systemInstruction",
          "system_instruction",
          "prompt",
          "requests");

  private final List<String> texts = new ArrayList<>();

  private Prompt() {}

  static List<String> texts(JsonNode body) {
    Prompt prompt = new Prompt();
    prompt.object(body);
    return prompt.texts;
  }

  private void object(JsonNode node) {
    node.properties()
        .forEach(
            field -> {
              JsonNode value = field.getValue();
              if (value.isTextual() && TEXT_FIELDS.contains(field.getKey())) {
                texts.add(value.asText());
              } else if (CONTAINERS.contains(field.getKey())) {
                any(value);
              }
            });
  }

  private void any(JsonNode value) {
    if (value.isTextual()) {
      texts.add(value.asText());
    } else if (value.isArray()) {
      value.forEach(this::any);
    } else if (value.isObject()) {
      object(value);
    }
  }
}
