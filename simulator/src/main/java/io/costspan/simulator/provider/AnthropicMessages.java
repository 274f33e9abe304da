// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic messages: input without cache reads and writes; a stream says the input in {@code
 * message_start} and the output in {@code message_delta}.
 */
final class AnthropicMessages implements Dialect {

  @Override
  public @Nullable String model(Ask ask) {
    return ask.posts("/v1/messages") ? ask.model() : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    ToolCall tool = ToolCall.wanted(ask.body());
    String block = tool == null ? text(script.text()) : toolUse(tool, tool.arguments());
    String reason = tool == null ? "\"end_turn\"" : "\"tool_use\"";
    Tokens tokens = script.tokens();
    Answer answer =
        ask.stream()
            ? Answer.stream(
                "text/event-stream; charset=utf-8",
                stream(ask.model(), script, tool, reason),
                script.pace())
            : Answer.json(200, message(ask.model(), block, reason, usage(tokens, tokens.output())));
    return answer.with("request-id", "req_sim");
  }

  @Override
  public String error(int status, String message) {
    String type =
        switch (status) {
          case 400 -> "invalid_request_error";
          case 401 -> "authentication_error";
          case 402 -> "billing_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> "api_error";
        };
    return """
        {"type":"error","error":{"type":"%s","message":%s},"request_id":"req_sim"}
        """
        .formatted(type, Json.quote(message));
  }

  private static List<byte[]> stream(
      String model, Script script, @Nullable ToolCall tool, String reason) {
    Sse sse = new Sse("\n");
    sse.event(
        "message_start",
        "{\"type\":\"message_start\",\"message\":%s}"
            .formatted(message(model, "", "null", usage(script.tokens(), 1))));
    sse.event(
        "content_block_start",
        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":%s}"
            .formatted(tool == null ? text("") : toolUse(tool, "{}")));
    sse.event("ping", "{\"type\":\"ping\"}");
    if (tool == null) {
      for (String piece : script.pieces()) {
        delta(sse, "{\"type\":\"text_delta\",\"text\":%s}".formatted(Json.quote(piece)));
      }
    } else {
      delta(
          sse,
          "{\"type\":\"input_json_delta\",\"partial_json\":%s}"
              .formatted(Json.quote(tool.arguments())));
    }
    sse.event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
    sse.event(
        "message_delta",
        """
        {"type":"message_delta","delta":{"stop_reason":%s,"stop_sequence":null},
         "usage":{"output_tokens":%d}}
        """
            .formatted(reason, script.tokens().output()));
    return sse.event("message_stop", "{\"type\":\"message_stop\"}").frames();
  }

  private static void delta(Sse sse, String delta) {
    sse.event(
        "content_block_delta",
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":%s}".formatted(delta));
  }

  private static String message(String model, String block, String reason, String usage) {
    return """
        {"id":"msg_sim","type":"message","role":"assistant","model":%s,"content":[%s],
         "stop_reason":%s,"stop_sequence":null,"usage":%s}
        """
        .formatted(Json.quote(model), block, reason, usage);
  }

  private static String text(String text) {
    return "{\"type\":\"text\",\"text\":%s,\"citations\":null}".formatted(Json.quote(text));
  }

  private static String toolUse(ToolCall tool, String input) {
    return "{\"type\":\"tool_use\",\"id\":\"toolu_sim\",\"name\":%s,\"input\":%s}"
        .formatted(Json.quote(tool.name()), input);
  }

  private static String usage(Tokens tokens, long output) {
    return """
        {"input_tokens":%d,"cache_creation_input_tokens":%d,"cache_read_input_tokens":%d,
         "cache_creation":{"ephemeral_5m_input_tokens":%d,"ephemeral_1h_input_tokens":0},
         "output_tokens":%d,"service_tier":"standard"}
        """
        .formatted(tokens.fresh(), tokens.written(), tokens.cached(), tokens.written(), output);
  }
}
