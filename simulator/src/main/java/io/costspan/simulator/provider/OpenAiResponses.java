// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI responses: usage always, in a stream inside {@code response.completed}; no [DONE]. */
final class OpenAiResponses implements Dialect {

  @Override
  public @Nullable String model(Ask ask) {
    return ask.posts("/responses") ? ask.model() : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    String model = Azure.served(ask);
    ToolCall tool = ToolCall.wanted(ask.body());
    String item = tool == null ? message("completed", part(script.text())) : call(tool);
    String whole = response(model, "completed", item, usage(script.tokens()));
    if (!ask.stream()) {
      return Answer.json(200, whole);
    }
    String open = response(model, "in_progress", "", "null");
    Events events = new Events();
    events.add("response.created", "\"response\":" + open);
    events.add("response.in_progress", "\"response\":" + open);
    if (tool == null) {
      text(events, script.pieces(), script.text());
    } else {
      events.add("response.output_item.added", "\"output_index\":0,\"item\":" + item);
      events.add("response.output_item.done", "\"output_index\":0,\"item\":" + item);
    }
    events.add("response.completed", "\"response\":" + whole);
    return Answer.stream("text/event-stream; charset=utf-8", events.sse.frames(), script.pace());
  }

  @Override
  public String error(int status, String message) {
    return OpenAiErrors.body(status, message);
  }

  private static void text(Events events, List<String> pieces, String text) {
    String at = "\"item_id\":\"msg_sim\",\"output_index\":0,\"content_index\":0,";
    events.add(
        "response.output_item.added", "\"output_index\":0,\"item\":" + message("in_progress", ""));
    events.add("response.content_part.added", at + "\"part\":" + part(""));
    for (String piece : pieces) {
      events.add(
          "response.output_text.delta",
          at + "\"logprobs\":[],\"obfuscation\":\"q\",\"delta\":" + Json.quote(piece));
    }
    events.add("response.output_text.done", at + "\"logprobs\":[],\"text\":" + Json.quote(text));
    events.add("response.content_part.done", at + "\"part\":" + part(text));
    events.add(
        "response.output_item.done",
        "\"output_index\":0,\"item\":" + message("completed", part(text)));
  }

  private static String response(String model, String status, String output, String usage) {
    return """
        {"id":"resp_sim","object":"response","created_at":1790000000,"status":"%s","background":false,
         "error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":null,
         "model":%s,"output":[%s],"parallel_tool_calls":true,"previous_response_id":null,
         "reasoning":{"effort":null,"summary":null},"service_tier":"default","store":true,
         "temperature":1.0,"text":{"format":{"type":"text"}},"tool_choice":"auto","tools":[],
         "top_p":1.0,"truncation":"disabled","usage":%s,"user":null,"metadata":{}}
        """
        .formatted(status, Json.quote(model), output, usage);
  }

  private static String message(String status, String content) {
    return """
        {"id":"msg_sim","type":"message","status":"%s","role":"assistant","content":[%s]}
        """
        .formatted(status, content);
  }

  private static String part(String text) {
    return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":%s}"
        .formatted(Json.quote(text));
  }

  private static String call(ToolCall tool) {
    return """
        {"id":"fc_sim","type":"function_call","status":"completed","call_id":"call_sim",
         "name":%s,"arguments":%s}
        """
        .formatted(Json.quote(tool.name()), Json.quote(tool.arguments()));
  }

  private static String usage(Tokens tokens) {
    return """
        {"input_tokens":%d,"input_tokens_details":{"cached_tokens":%d},
         "output_tokens":%d,"output_tokens_details":{"reasoning_tokens":%d},"total_tokens":%d}
        """
        .formatted(
            tokens.input(), tokens.cached(), tokens.output(), tokens.reasoning(), tokens.total());
  }

  /** Named events, each carrying its type and a running number. */
  private static final class Events {
    private final Sse sse = new Sse("\n");
    private int number;

    void add(String type, String fields) {
      sse.event(
          type, "{\"type\":\"%s\",\"sequence_number\":%d,%s}".formatted(type, number, fields));
      number++;
    }
  }
}
