// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gemini generateContent and streamGenerateContent, the latter as events with CRLF ({@code
 * alt=sse}) or as a JSON array. Thoughts are outside {@code candidatesTokenCount}; every chunk
 * states the usage so far and the last one counts.
 */
final class Gemini implements Dialect {

  private static final Pattern PATH =
      Pattern.compile("/models/([^/:]+):(generateContent|streamGenerateContent)$");

  @Override
  public @Nullable String model(Ask ask) {
    Matcher path = PATH.matcher(ask.path());
    return ask.method().equals("POST") && path.find() ? path.group(1) : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    String model = String.valueOf(model(ask));
    ToolCall tool = ToolCall.wanted(ask.body());
    if (!ask.path().endsWith(":streamGenerateContent")) {
      String part = tool == null ? text(script.text()) : call(tool);
      return Answer.json(200, chunk(model, part, true, script.tokens()));
    }
    List<String> chunks = new ArrayList<>();
    List<String> parts =
        tool == null ? script.pieces().stream().map(Gemini::text).toList() : List.of(call(tool));
    for (int i = 0; i < parts.size(); i++) {
      chunks.add(chunk(model, parts.get(i), i == parts.size() - 1, script.tokens()));
    }
    boolean sse = ask.query() != null && ask.query().contains("alt=sse");
    return sse
        ? Answer.stream("text/event-stream", events(chunks), script.pace())
        : Answer.stream("application/json; charset=UTF-8", array(chunks), script.pace());
  }

  @Override
  public String error(int status, String message) {
    String name =
        switch (status) {
          case 400 -> "INVALID_ARGUMENT";
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          default -> "INTERNAL";
        };
    return "{\"error\":{\"code\":%d,\"message\":%s,\"status\":\"%s\"}}"
        .formatted(status, Json.quote(message), name);
  }

  private static List<byte[]> events(List<String> chunks) {
    Sse sse = new Sse("\r\n");
    chunks.forEach(sse::data);
    return sse.frames();
  }

  private static List<byte[]> array(List<String> chunks) {
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      frames.add(Json.bytes((i == 0 ? "[" : "\n,\r\n") + Json.compact(chunks.get(i))));
    }
    frames.add(Json.bytes("\n]"));
    return frames;
  }

  private static String chunk(String model, String part, boolean last, Tokens tokens) {
    long visible = last ? tokens.output() - tokens.reasoning() : 1;
    long thoughts = last ? tokens.reasoning() : 0;
    return """
        {"candidates":[{"content":{"parts":[%s],"role":"model"}%s,"index":0}],
         "usageMetadata":{"promptTokenCount":%d,"candidatesTokenCount":%d,"totalTokenCount":%d,
           "cachedContentTokenCount":%d,"thoughtsTokenCount":%d,
           "promptTokensDetails":[{"modality":"TEXT","tokenCount":%d}]},
         "modelVersion":%s,"responseId":"sim"}
        """
        .formatted(
            part,
            last ? ",\"finishReason\":\"STOP\"" : "",
            tokens.input(),
            visible,
            tokens.input() + visible + thoughts,
            tokens.cached(),
            thoughts,
            tokens.input(),
            Json.quote(model));
  }

  private static String text(String text) {
    return "{\"text\":%s}".formatted(Json.quote(text));
  }

  private static String call(ToolCall tool) {
    return "{\"functionCall\":{\"name\":%s,\"args\":%s}}"
        .formatted(Json.quote(tool.name()), tool.arguments());
  }
}
