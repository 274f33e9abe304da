// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import org.jspecify.annotations.Nullable;

/** OpenAI's legacy completions; the usage of a stream has to be asked for, as with chat. */
final class OpenAiCompletions implements Dialect {

  @Override
  public @Nullable String model(Ask ask) {
    boolean ours = ask.posts("/completions") && !ask.posts("/chat/completions");
    return ours ? Azure.model(ask) : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    String model = Azure.served(ask);
    String usage = OpenAiChat.usage(script.tokens());
    if (!ask.stream()) {
      return Answer.json(
          200, body(model, choice(script.text(), "\"stop\""), ",\"usage\":" + usage));
    }
    boolean asked = ask.body().path("stream_options").path("include_usage").asBoolean(false);
    String none = asked ? ",\"usage\":null" : "";
    Sse sse = new Sse("\n");
    for (String piece : script.pieces()) {
      sse.data(body(model, choice(piece, "null"), none));
    }
    sse.data(body(model, choice("", "\"stop\""), none));
    if (asked) {
      sse.data(body(model, "", ",\"usage\":" + usage));
    }
    return Answer.stream("text/event-stream", sse.raw("data: [DONE]\n\n").frames(), script.pace());
  }

  @Override
  public String error(int status, String message) {
    return OpenAiErrors.body(status, message);
  }

  private static String body(String model, String choices, String rest) {
    return """
        {"id":"cmpl-sim","object":"text_completion","created":1790000000,"model":%s,
         "choices":[%s]%s}
        """
        .formatted(Json.quote(model), choices, rest);
  }

  private static String choice(String text, String finish) {
    return "{\"text\":%s,\"index\":0,\"logprobs\":null,\"finish_reason\":%s}"
        .formatted(Json.quote(text), finish);
  }
}
