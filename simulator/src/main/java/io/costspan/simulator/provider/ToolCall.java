// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call of a tool that a model answers with when tools are offered and none has been called yet.
 *
 * @param name the first offered tool
 * @param arguments JSON object with a value for each of its parameters
 */
record ToolCall(String name, String arguments) {

  private static final String[] RESULT_MARKS = {
    "\"role\":\"tool\"", "\"tool_result\"", "\"functionResponse\"", "\"function_call_output\""
  };

  /** The call to make; {@code null} when no tool is offered or its result is already there. */
  static @Nullable ToolCall wanted(JsonNode body) {
    JsonNode tool = body.path("tools").path(0);
    if (tool.isMissingNode() || hasResult(body)) {
      return null;
    }
    JsonNode declared = tool;
    for (String wrapper : new String[] {"function", "functionDeclarations"}) {
      if (tool.has(wrapper)) {
        declared = tool.path(wrapper);
      }
    }
    if (declared.isArray()) {
      declared = declared.path(0);
    }
    if (!declared.has("name")) {
      return null;
    }
    return new ToolCall(declared.path("name").asText(), arguments(declared));
  }

  private static boolean hasResult(JsonNode body) {
    String text = body.toString();
    for (String mark : RESULT_MARKS) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static String arguments(JsonNode declared) {
    JsonNode schema =
        declared.has("input_schema") ? declared.path("input_schema") : declared.path("parameters");
    Map<String, Object> values = new LinkedHashMap<>();
    schema
        .path("properties")
        .properties()
        .forEach(property -> values.put(property.getKey(), value(property.getValue())));
    return Json.write(values);
  }

  private static Object value(JsonNode schema) {
    return switch (schema.path("type").asText().toLowerCase(Locale.ROOT)) {
      case "integer", "number" -> 1;
      case "boolean" -> true;
      default -> "Paris";
    };
  }
}
