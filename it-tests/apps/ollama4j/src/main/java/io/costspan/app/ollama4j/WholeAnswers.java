// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.ollama4j;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Answers with all that the SDK makes of them: text, tool calls, usage, finish reasons. */
final class WholeAnswers {
  private final Ollama ollama;

  WholeAnswers(Ollama ollama) {
    this.ollama = ollama;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("chat", () -> chat("one", false));
    cases.put("chat-stream", () -> chat("two", true));
    cases.put(
        "embed",
        () ->
            ollama
                .embed(new OllamaEmbedRequest("nomic-embed-text", List.of("[[in=68]] three")))
                .toString());
    return cases;
  }

  private String chat(String text, boolean stream) throws Exception {
    OllamaChatRequest request =
        OllamaChatRequest.builder()
            .withModel("llama3.2")
            .withMessage(OllamaChatMessageRole.USER, "[[in=231 out=24 pace=2]] say " + text)
            .build();
    StringBuilder pieces = new StringBuilder();
    String whole =
        ollama
            .chat(request, stream ? piece -> pieces.append(piece.getMessage()).append('|') : null)
            .getResponseModel()
            .toString();
    return (whole + " in " + pieces).lines().map(String::strip).collect(Collectors.joining(" "));
  }
}
