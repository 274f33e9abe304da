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
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.costspan.app.cases.Cases;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** OpenAI and Ollama through langchain4j, on the JDK's HTTP client; one line of output a case. */
public final class LangChain4jApp {

  private static final String OPENAI =
      System.getenv().getOrDefault("OPENAI_BASE_URL", "https://api.openai.com/v1");
  private static final String OLLAMA =
      System.getenv().getOrDefault("OLLAMA_BASE_URL", "http://localhost:11434");

  private LangChain4jApp() {}

  /** Runs its cases; {@code twice} asks for whole answers two times. */
  public static void main(String[] arguments) throws Exception {
    Cases.of(cases())
        .more(slow())
        .pairs("twice", () -> new WholeAnswers(OPENAI, OLLAMA).cases())
        .run(arguments);
  }

  private static Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("openai-chat", () -> openai().chat("[[in=1210 out=341]] hi"));
    cases.put("openai-stream", () -> stream(openAiStream(), "[[in=910 out=81 pace=5]] hi"));
    cases.put("openai-tool", LangChain4jApp::tool);
    cases.put("openai-embeddings", LangChain4jApp::openAiEmbeddings);
    cases.put("openai-retry", () -> openai().chat("[[in=310 out=31 first=429]] hi"));
    cases.put("openai-unauthorized", () -> openai().chat("[[status=401]] hi"));
    cases.put(
        "ollama-chat",
        () ->
            OllamaChatModel.builder()
                .baseUrl(OLLAMA)
                .modelName("llama3.2")
                .build()
                .chat("[[in=220 out=21]] hi"));
    cases.put(
        "ollama-stream",
        () ->
            stream(
                OllamaStreamingChatModel.builder().baseUrl(OLLAMA).modelName("llama3.2").build(),
                "[[in=221 out=22 pace=5]] hi"));
    cases.put("ollama-embeddings", LangChain4jApp::ollamaEmbeddings);
    return cases;
  }

  /** What takes a second at the provider. */
  private static Map<String, Callable<String>> slow() {
    ChatModel chat = openai();
    StreamingChatModel stream = openAiStream();
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("slow", () -> chat.chat("[[in=900 out=80 delay=1000]] say one"));
    cases.put("slow-stream", () -> stream(stream, "[[in=900 out=80 pace=150]] say two"));
    return cases;
  }

  private static StreamingChatModel openAiStream() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(OPENAI)
        .apiKey("openai-key")
        .modelName("gpt-4o-mini")
        .build();
  }

  private static ChatModel openai() {
    return OpenAiChatModel.builder()
        .baseUrl(OPENAI)
        .apiKey("openai-key")
        .modelName("gpt-4o-mini")
        .build();
  }

  private static String stream(StreamingChatModel model, String prompt) throws Exception {
    StringBuilder said = new StringBuilder();
    CompletableFuture<ChatResponse> done = new CompletableFuture<>();
    model.chat(
        prompt,
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String piece) {
            said.append(piece);
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
    ChatResponse response = done.get(30, TimeUnit.SECONDS);
    return said + " " + response.tokenUsage();
  }

  private static String tool() {
    ToolSpecification weather =
        ToolSpecification.builder()
            .name("weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();
    return String.valueOf(
        openai()
            .chat(
                ChatRequest.builder()
                    .messages(UserMessage.from("[[in=430 out=43]] Weather in Paris?"))
                    .toolSpecifications(weather)
                    .build())
            .aiMessage()
            .toolExecutionRequests());
  }

  private static String openAiEmbeddings() {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(OPENAI)
        .apiKey("openai-key")
        .modelName("text-embedding-3-small")
        .build()
        .embed("[[in=65]] one")
        .content()
        .toString();
  }

  private static String ollamaEmbeddings() {
    return OllamaEmbeddingModel.builder()
        .baseUrl(OLLAMA)
        .modelName("nomic-embed-text")
        .build()
        .embed("[[in=66]] one")
        .content()
        .toString();
  }
}
