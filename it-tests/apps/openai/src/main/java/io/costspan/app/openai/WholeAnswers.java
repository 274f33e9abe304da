// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers with all that the SDK makes of them: text, tool calls, usage, finish reasons. */
final class WholeAnswers {
  private final OpenAIClient client;
  private final String directives;

  /**
   * The cases.
   *
   * @param directives what the provider is told beside its usage
   */
  WholeAnswers(OpenAIClient client, String directives) {
    this.client = client;
    this.directives = directives;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("chat", () -> client.chat().completions().create(chat("one").build()).toString());
    cases.put(
        "chat-async",
        () -> client.async().chat().completions().create(chat("two").build()).join().toString());
    cases.put("chat-stream", () -> stream(usage("three")));
    cases.put("chat-async-stream", this::asyncStream);
    cases.put("chat-stream-unasked", () -> stream(chat("five").build()));
    cases.put("tool", () -> client.chat().completions().create(tool("six").build()).toString());
    cases.put("tool-stream", () -> stream(tool("seven").build()));
    cases.put("responses", () -> client.responses().create(ask("eight")).toString());
    cases.put("responses-stream", this::responsesStream);
    cases.put(
        "embeddings",
        () ->
            client
                .embeddings()
                .create(
                    EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .inputOfArrayOfStrings(List.of("[[" + directives + "in=64]] one", "two"))
                        .build())
                .toString());
    return cases;
  }

  private String asyncStream() {
    List<Object> events = new CopyOnWriteArrayList<>();
    client
        .async()
        .chat()
        .completions()
        .createStreaming(usage("four"))
        .subscribe(events::add)
        .onCompleteFuture()
        .join();
    return events.toString();
  }

  private String stream(ChatCompletionCreateParams params) {
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(params)) {
      return response.stream().toList().toString();
    }
  }

  private String responsesStream() {
    try (StreamResponse<ResponseStreamEvent> response =
        client.responses().createStreaming(ask("nine"))) {
      return response.stream().toList().toString();
    }
  }

  private ChatCompletionCreateParams.Builder chat(String text) {
    return ChatCompletionCreateParams.builder()
        .model("gpt-4o-mini")
        .addUserMessage(
            "[[" + directives + "in=900 out=80 cached=100 reasoning=16 pace=2]] say " + text);
  }

  private ChatCompletionCreateParams usage(String text) {
    return chat(text)
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .build();
  }

  private ChatCompletionCreateParams.Builder tool(String text) {
    return chat(text)
        .addFunctionTool(
            FunctionDefinition.builder()
                .name("weather")
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .build())
                .build());
  }

  private ResponseCreateParams ask(String text) {
    return ResponseCreateParams.builder()
        .model("gpt-5-mini")
        .input("[[" + directives + "in=500 out=50 reasoning=20]] say " + text)
        .build();
  }
}
