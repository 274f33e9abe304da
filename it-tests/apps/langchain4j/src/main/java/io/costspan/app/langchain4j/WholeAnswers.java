// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Answers with all that the SDK makes of them: text, tool calls, usage, finish reasons. */
final class WholeAnswers {
  private final String openai;
  private final String ollama;

  WholeAnswers(String openai, String ollama) {
    this.openai = openai;
    this.ollama = ollama;
  }

  Map<String, Callable<String>> cases() {
    ChatModel chat =
        OpenAiChatModel.builder().baseUrl(openai).apiKey("key").modelName("gpt-4o-mini").build();
    StreamingChatModel stream =
        OpenAiStreamingChatModel.builder()
            .baseUrl(openai)
            .apiKey("key")
            .modelName("gpt-4o-mini")
            .build();
    ChatModel local = OllamaChatModel.builder().baseUrl(ollama).modelName("llama3.2").build();
    StreamingChatModel localStream =
        OllamaStreamingChatModel.builder().baseUrl(ollama).modelName("llama3.2").build();
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("openai-chat", () -> told(chat.chat(ask("one").build())));
    cases.put("openai-stream", () -> stream(stream, ask("two").build()));
    cases.put("openai-tool", () -> told(chat.chat(tool("three"))));
    cases.put("openai-tool-stream", () -> stream(stream, tool("four")));
    cases.put(
        "openai-embeddings",
        () ->
            OpenAiEmbeddingModel.builder()
                .baseUrl(openai)
                .apiKey("key")
                .modelName("text-embedding-3-small")
                .build()
                .embed("[[in=65]] five")
                .toString());
    cases.put("ollama-chat", () -> told(local.chat(ask("six").build())));
    cases.put("ollama-stream", () -> stream(localStream, ask("seven").build()));
    return cases;
  }

  private static String stream(StreamingChatModel model, ChatRequest request) throws Exception {
    StringBuilder pieces = new StringBuilder();
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    model.chat(
        request,
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            pieces.append(piece).append('|');
          }

          @Override
          public void onCompleteResponse(ChatResponse response) {
            done.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            done.completeExceptionally(error);
          }
        });
    return told(done.get(30, TimeUnit.SECONDS)) + " in " + pieces;
  }

  /** Without the raw HTTP response, which has no text but where it lies in memory. */
  private static String told(ChatResponse response) {
    Object events =
        response.metadata() instanceof OpenAiChatResponseMetadata openai
            ? openai.rawServerSentEvents()
            : "";
    return response.id()
        + " "
        + response.modelName()
        + " "
        + response.aiMessage()
        + response.tokenUsage()
        + response.finishReason()
        + events;
  }

  private static ChatRequest tool(String text) {
    return ask(text)
        .toolSpecifications(
            ToolSpecification.builder()
                .name("weather")
                .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
                .build())
        .build();
  }

  private static ChatRequest.Builder ask(String text) {
    return ChatRequest.builder()
        .messages(UserMessage.from("[[in=910 out=81 reasoning=5 pace=2]] say " + text));
  }
}
