// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import org.jspecify.annotations.Nullable;

/**
 * OpenAI chat completions, also as Azure and every compatible host speak them. A stream states its
 * usage only when {@code stream_options.include_usage} asks for it, in one more chunk with empty
 * choices, and says {@code "usage":null} in all others.
 */
final class OpenAiChat implements Dialect {

  @Override
  public @Nullable String model(Ask ask) {
    return ask.posts("/chat/completions") ? Azure.model(ask) : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    String model = Azure.served(ask);
    ToolCall tool = ToolCall.wanted(ask.body());
    if (ask.stream()) {
      return Answer.stream(
          "text/event-stream; charset=utf-8",
          stream(ask, script, model, tool).frames(),
          script.pace());
    }
    return Answer.json(
        200,
        """
        {"id":"chatcmpl-sim","object":"chat.completion","created":1790000000,"model":%s,
         "choices":[{"index":0,"message":%s,"logprobs":null,"finish_reason":%s}],
         "usage":%s,"service_tier":"default","system_fingerprint":"fp_sim"}
        """
            .formatted(
                Json.quote(model),
                message(script, tool),
                tool == null ? "\"stop\"" : "\"tool_calls\"",
                usage(script.tokens())));
  }

  @Override
  public String error(int status, String message) {
    return OpenAiErrors.body(status, message);
  }

  /** The usage object of chat completions and of legacy completions. */
  static String usage(Tokens tokens) {
    return """
        {"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":%d,
         "prompt_tokens_details":{"cached_tokens":%d,"audio_tokens":0},
         "completion_tokens_details":{"reasoning_tokens":%d,"audio_tokens":0,
           "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}
        """
        .formatted(
            tokens.input(), tokens.output(), tokens.total(), tokens.cached(), tokens.reasoning());
  }

  private static String message(Script script, @Nullable ToolCall tool) {
    if (tool == null) {
      return "{\"role\":\"assistant\",\"content\":%s,\"refusal\":null,\"annotations\":[]}"
          .formatted(Json.quote(script.text()));
    }
    return """
        {"role":"assistant","content":null,"refusal":null,"annotations":[],
         "tool_calls":[{"id":"call_sim","type":"function","function":{"name":%s,"arguments":%s}}]}
        """
        .formatted(Json.quote(tool.name()), Json.quote(tool.arguments()));
  }

  private static Sse stream(Ask ask, Script script, String model, @Nullable ToolCall tool) {
    boolean usage = ask.body().path("stream_options").path("include_usage").asBoolean(false);
    Sse sse = new Sse("\n");
    if (Azure.isAzure(ask)) {
      sse.data(
          """
          {"choices":[],"created":0,"id":"","model":"","object":"",
           "prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}
          """);
    }
    chunk(sse, model, usage, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
    if (tool == null) {
      for (String piece : script.pieces()) {
        chunk(sse, model, usage, "{\"content\":%s}".formatted(Json.quote(piece)), "null");
      }
    } else {
      chunk(
          sse,
          model,
          usage,
          """
          {"tool_calls":[{"index":0,"id":"call_sim","type":"function",
            "function":{"name":%s,"arguments":%s}}]}
          """
              .formatted(Json.quote(tool.name()), Json.quote(tool.arguments())),
          "null");
    }
    chunk(sse, model, usage, "{}", tool == null ? "\"stop\"" : "\"tool_calls\"");
    if (usage) {
      sse.data(envelope(model, "[]", ",\"usage\":" + usage(script.tokens())));
    }
    return sse.raw("data: [DONE]\n\n");
  }

  private static void chunk(Sse sse, String model, boolean usage, String delta, String finish) {
    String choices =
        "[{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}]"
            .formatted(delta, finish);
    sse.data(
        envelope(model, choices, (usage ? ",\"usage\":null" : "") + ",\"obfuscation\":\"x7Kq\""));
  }

  private static String envelope(String model, String choices, String rest) {
    return """
        {"id":"chatcmpl-sim","object":"chat.completion.chunk","created":1790000000,"model":%s,
         "service_tier":"default","system_fingerprint":"fp_sim","choices":%s%s}
        """
        .formatted(Json.quote(model), choices, rest);
  }
}
