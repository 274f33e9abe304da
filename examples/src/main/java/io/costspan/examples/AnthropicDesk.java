// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import java.util.stream.Collectors;

/** anthropic-java: waiting for the answer, and streaming it. */
final class AnthropicDesk {

  private final AnthropicClient client = AnthropicOkHttpClient.fromEnv();

  void work() {
    Screen.show("anthropic-java", "review a patch", this::review);
    Screen.show("anthropic-java, streaming", "answer a quick question", this::question);
  }

  /** Answers letters, each its own, until it may not any more. */
  void letters() {
    Letters.answer("anthropic-java", number -> text(ask(Letters.text(number))));
  }

  private String review() {
    return text(ask("Please review this patch:\n" + Texts.read("patch.txt")));
  }

  private String text(MessageCreateParams params) {
    return client.messages().create(params).content().stream()
        .flatMap(block -> block.text().stream())
        .map(TextBlock::text)
        .collect(Collectors.joining());
  }

  private String question() {
    Screen.begin();
    try (StreamResponse<RawMessageStreamEvent> answer =
        client.messages().createStreaming(ask("What is the capital of France?"))) {
      answer.stream()
          .flatMap(event -> event.contentBlockDelta().stream())
          .flatMap(block -> block.delta().text().stream())
          .forEach(delta -> Screen.piece(delta.text()));
    }
    return Screen.end();
  }

  private static MessageCreateParams ask(String prompt) {
    return MessageCreateParams.builder()
        .model("claude-haiku-4-5")
        .maxTokens(200)
        .addUserMessage(prompt)
        .build();
  }
}
