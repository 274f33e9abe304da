// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.openai;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Three threads that ask the same at the same time, and read a stream of a second or two. */
final class Together {
  private static final int THREADS = 3;

  private final OpenAIClient client;

  Together(OpenAIClient client) {
    this.client = client;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("alone", () -> stream("[[in=100 out=10]] say one")); // classes load, and connections
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CompletableFuture<Boolean> go = new CompletableFuture<>();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    for (int i = 0; i < THREADS; i++) {
      Callable<String> asking =
          () -> {
            go.get(60, TimeUnit.SECONDS);
            start.await(60, TimeUnit.SECONDS);
            return stream("[[in=900 out=80 pace=300]] say two");
          };
      var answer = threads.submit(asking);
      cases.put(
          "together-" + i,
          () -> {
            go.complete(true);
            return answer.get(60, TimeUnit.SECONDS);
          });
    }
    return cases;
  }

  private String stream(String prompt) {
    ChatCompletionCreateParams params =
        ChatCompletionCreateParams.builder()
            .model("gpt-4o-mini")
            .addUserMessage(prompt)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(params)) {
      return response.stream().toList().toString();
    }
  }
}
