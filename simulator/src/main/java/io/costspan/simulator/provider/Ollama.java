// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ollama's own API: NDJSON, streaming unless told not to, counts in the last object. */
final class Ollama implements Dialect {

  @Override
  public @Nullable String model(Ask ask) {
    boolean ours = ask.posts("/api/chat") || ask.posts("/api/generate") || ask.posts("/api/embed");
    return ours ? ask.model() : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    if (ask.posts("/api/embed")) {
      return embed(ask, script);
    }
    boolean chat = ask.posts("/api/chat");
    ToolCall tool = chat ? ToolCall.wanted(ask.body()) : null;
    if (!ask.body().path("stream").asBoolean(true)) {
      String content = tool == null ? script.text() : "";
      return Answer.json(200, object(ask, says(chat, content, tool), end(script.tokens())));
    }
    List<byte[]> frames = new ArrayList<>();
    if (tool == null) {
      for (String piece : script.pieces()) {
        frames.add(line(object(ask, says(chat, piece, null), "\"done\":false")));
      }
    } else {
      frames.add(line(object(ask, says(true, "", tool), "\"done\":false")));
    }
    frames.add(line(object(ask, says(chat, "", null), end(script.tokens()))));
    return Answer.stream("application/x-ndjson", frames, script.pace());
  }

  @Override
  public String error(int status, String message) {
    return "{\"error\":%s}".formatted(Json.quote(message));
  }

  private static Answer embed(Ask ask, Script script) {
    int count = ask.body().path("input").isArray() ? ask.body().path("input").size() : 1;
    List<String> vectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      vectors.add(Json.write(Vectors.of(i)));
    }
    return Answer.json(
        200,
        """
        {"model":%s,"embeddings":[%s],"total_duration":14143917,"load_duration":1019500,
         "prompt_eval_count":%d}
        """
            .formatted(
                Json.quote(ask.model()), String.join(",", vectors), script.tokens().input()));
  }

  private static String object(Ask ask, String says, String rest) {
    return "{\"model\":%s,\"created_at\":\"2026-09-21T12:00:00.000000Z\",%s,%s}"
        .formatted(Json.quote(ask.model()), says, rest);
  }

  private static String says(boolean chat, String text, @Nullable ToolCall tool) {
    if (!chat) {
      return "\"response\":" + Json.quote(text);
    }
    String calls =
        tool == null
            ? ""
            : ",\"tool_calls\":[{\"function\":{\"name\":%s,\"arguments\":%s}}]"
                .formatted(Json.quote(tool.name()), tool.arguments());
    return "\"message\":{\"role\":\"assistant\",\"content\":%s%s}"
        .formatted(Json.quote(text), calls);
  }

  private static String end(Tokens tokens) {
    return """
        "done":true,"done_reason":"stop","total_duration":5043500667,"load_duration":5025959,
        "prompt_eval_count":%d,"prompt_eval_duration":325953000,"eval_count":%d,
        "eval_duration":4709213000
        """
        .formatted(tokens.input(), tokens.output());
  }

  private static byte[] line(String json) {
    return Json.bytes(Json.compact(json) + "\n");
  }
}
