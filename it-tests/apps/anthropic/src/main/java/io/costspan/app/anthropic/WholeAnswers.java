// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with all that the SDK makes of them: text, tool calls, usage, finish reasons. */
final class WholeAnswers {
  private final AnthropicClient client;

  WholeAnswers(AnthropicClient client) {
    this.client = client;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("messages", () -> client.messages().create(ask("one").build()).toString());
    cases.put(
        "messages-async",
        () -> client.async().messages().create(ask("two").build()).join().toString());
    cases.put("messages-stream", () -> stream(ask("three").build()));
    cases.put("messages-async-stream", this::asyncStream);
    cases.put("tool", () -> client.messages().create(tool("five")).toString());
    cases.put("tool-stream", () -> stream(tool("six")));
    return cases;
  }

  private String stream(MessageCreateParams params) {
    try (StreamResponse<RawMessageStreamEvent> response =
        client.messages().createStreaming(params)) {
      return response.stream().toList().toString();
    }
  }

  private String asyncStream() {
    List<RawMessageStreamEvent> events = new CopyOnWriteArrayList<>();
    client
        .async()
        .messages()
        .createStreaming(ask("four").build())
        .subscribe(events::add)
        .onCompleteFuture()
        .join();
    return events.toString();
  }

  private static MessageCreateParams tool(String text) {
    return ask(text)
        .addTool(
            Tool.builder()
                .name("weather")
                .inputSchema(
                    Tool.InputSchema.builder()
                        .properties(
                            Tool.InputSchema.Properties.builder()
                                .putAdditionalProperty(
                                    "city", JsonValue.from(Map.of("type", "string")))
                                .build())
                        .build())
                .build())
        .build();
  }

  private static MessageCreateParams.Builder ask(String text) {
    return MessageCreateParams.builder()
        .model("claude-haiku-4-5")
        .maxTokens(1024)
        .addUserMessage("[[in=800 out=70 cached=300 written=100 pace=2]] say " + text);
  }
}
