// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.List;

/** openai-java: waiting for the answer, streaming it, and asking without waiting. */
final class OpenAiDesk {

  private static final String MODEL = "gpt-4o-mini";

  private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();

  void work() {
    Screen.show("openai-java", "sort a customer's mail", this::sort);
    Screen.show("openai-java, streaming", "a haiku about the bill", this::haiku);
    Screen.show("openai-java, asynchronous", "translate a greeting", this::translate);
    Screen.show("openai-java, embeddings", "index the mail", this::index);
  }

  /** Answers letters, each its own, until it may not any more. */
  void letters() {
    Letters.answer(
        "openai-java", number -> text(client.chat().completions().create(letter(number))));
  }

  private static ChatCompletionCreateParams letter(int number) {
    return ask(Letters.text(number)).toBuilder().model("gpt-4o").build();
  }

  private String sort() {
    return text(client.chat().completions().create(ask("Is this a refund case?\n" + mail())));
  }

  private String haiku() {
    ChatCompletionCreateParams params =
        ask("Write a haiku about tokens.").toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    Screen.begin();
    try (StreamResponse<ChatCompletionChunk> answer =
        client.chat().completions().createStreaming(params)) {
      answer.stream()
          .flatMap(chunk -> chunk.choices().stream())
          .forEach(choice -> choice.delta().content().ifPresent(Screen::piece));
    }
    return Screen.end();
  }

  private String translate() {
    return client
        .async()
        .chat()
        .completions()
        .create(ask("Translate to German: Good morning! How can I help you today?"))
        .thenApply(OpenAiDesk::text)
        .join();
  }

  private String index() {
    int numbers =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("text-embedding-3-small")
                    .inputOfArrayOfStrings(List.of(mail()))
                    .build())
            .data()
            .get(0)
            .embedding()
            .size();
    return "A vector of " + numbers + " numbers.";
  }

  private static ChatCompletionCreateParams ask(String prompt) {
    return ChatCompletionCreateParams.builder()
        .model(MODEL)
        .maxCompletionTokens(200)
        .addUserMessage(prompt)
        .build();
  }

  private static String mail() {
    return Texts.read("mail.txt");
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().get(0).message().content().orElse("");
  }
}
