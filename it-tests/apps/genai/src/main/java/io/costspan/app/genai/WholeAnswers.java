// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.genai;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Answers with all that the SDK makes of them: text, tool calls, usage, finish reasons. */
final class WholeAnswers {
  private static final String MODEL = "gemini-2.5-flash";
  private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder().build();

  private final Client client;

  WholeAnswers(Client client) {
    this.client = client;
  }

  Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("generate", () -> body(client.models.generateContent(MODEL, prompt("one"), PLAIN)));
    cases.put(
        "async",
        () -> body(client.async.models.generateContent(MODEL, prompt("two"), PLAIN).join()));
    cases.put("stream", () -> stream(prompt("three"), PLAIN));
    cases.put("tool", () -> body(client.models.generateContent(MODEL, prompt("four"), weather())));
    cases.put("tool-stream", () -> stream(prompt("five"), weather()));
    cases.put(
        "embed",
        () ->
            String.valueOf(
                client
                    .models
                    .embedContent(
                        "gemini-embedding-001", "six", EmbedContentConfig.builder().build())
                    .embeddings()));
    return cases;
  }

  private String stream(String prompt, GenerateContentConfig config) {
    List<String> pieces = new ArrayList<>();
    try (ResponseStream<GenerateContentResponse> chunks =
        client.models.generateContentStream(MODEL, prompt, config)) {
      chunks.forEach(chunk -> pieces.add(body(chunk)));
    }
    return pieces.toString();
  }

  /** All but the headers. */
  private static String body(GenerateContentResponse response) {
    return response.toBuilder().clearSdkHttpResponse().build().toJson();
  }

  private static GenerateContentConfig weather() {
    Schema parameters =
        Schema.builder()
            .type("OBJECT")
            .properties(Map.of("city", Schema.builder().type("STRING").build()))
            .build();
    return GenerateContentConfig.builder()
        .tools(
            Tool.builder()
                .functionDeclarations(
                    FunctionDeclaration.builder().name("weather").parameters(parameters).build())
                .build())
        .build();
  }

  private static String prompt(String text) {
    return "[[in=910 out=83 reasoning=30 cached=100 pace=2]] say " + text;
  }
}
