// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What takes a while: a second or more at the provider, or until a refusal says that it is over.
 */
final class SlowAnswers {
  private final OpenAIClient client;

  SlowAnswers(OpenAIClient client) {
    this.client = client;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("slow", () -> whole("[[in=900 out=80 delay=1000]] say one"));
    cases.put("slow-stream", () -> stream("[[in=900 out=80 pace=150]] say two"));
    cases.put("long-stream", () -> stream("[[in=900 out=80 pace=400]] say two"));
    cases.put("when-told", this::whenTold);
    return cases;
  }

  private String whole(String prompt) {
    return client.chat().completions().create(ask(prompt).build()).toString();
  }

  private String stream(String prompt) {
    ChatCompletionCreateParams params =
        ask(prompt)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(params)) {
      return response.stream().toList().toString();
    }
  }

  /** Asks again when, and only when, the refusal has said so. */
  private String whenTold() throws InterruptedException {
    try {
      whole("[[in=10 out=1]] three");
      return "nobody refused";
    } catch (OpenAIServiceException refused) {
      String seconds = refused.headers().values("retry-after").get(0);
      String millis = refused.headers().values("retry-after-ms").get(0);
      Thread.sleep(Long.parseLong(millis));
      whole("[[in=10 out=1]] four");
      return "after %s s, %s ms".formatted(seconds, millis);
    }
  }

  private static ChatCompletionCreateParams.Builder ask(String prompt) {
    return ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage(prompt);
  }
}
