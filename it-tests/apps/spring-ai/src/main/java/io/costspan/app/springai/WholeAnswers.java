// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.springai;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;

/** Answers with all that the SDK makes of them: text, tool calls, usage, finish reasons. */
final class WholeAnswers {
  private final OpenAiChatModel chat;
  private final String openai;

  WholeAnswers(OpenAiChatModel chat, String openai) {
    this.chat = chat;
    this.openai = openai;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("chat", () -> told(chat.call(ask("one"))));
    cases.put("stream", this::stream);
    cases.put("embeddings", this::embeddings);
    return cases;
  }

  private String stream() {
    List<String> chunks =
        chat.stream(ask("two"))
            .map(WholeAnswers::told)
            .collectList()
            .blockOptional(Duration.ofSeconds(30))
            .orElse(List.of());
    return chunks.toString();
  }

  private String embeddings() {
    OpenAiEmbeddingOptions options =
        OpenAiEmbeddingOptions.builder()
            .baseUrl(openai)
            .apiKey("openai-key")
            .model("text-embedding-3-small")
            .build();
    return String.valueOf(
        OpenAiEmbeddingModel.builder()
            .options(options)
            .build()
            .call(new EmbeddingRequest(List.of("[[in=67]] three"), options))
            .getResults()
            .get(0)
            .getOutput()[0]);
  }

  /** Without the SDK's own objects, which have no text but where they lie in memory. */
  private static String told(ChatResponse response) {
    return response.getMetadata().getId()
        + " "
        + response.getMetadata().getModel()
        + " "
        + response.getMetadata().getUsage().getPromptTokens()
        + " > "
        + response.getMetadata().getUsage().getCompletionTokens()
        + " "
        + response.getResults().stream()
            .map(
                one ->
                    one.getOutput().getText()
                        + one.getOutput().getToolCalls()
                        + one.getMetadata().getFinishReason())
            .toList();
  }

  private static Prompt ask(String text) {
    return new Prompt("[[in=920 out=82 pace=2]] say " + text);
  }
}
