// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.genai;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import io.costspan.app.cases.Cases;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Every way of calling Gemini with google-genai; one line of output a case. */
public final class GenAiApp {

  private static final String MODEL = "gemini-2.5-flash";
  private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder().build();

  /** Tries as often as it does by itself, but without the half a minute that takes. */
  private final Client client =
      Client.builder()
          .apiKey("gemini-key")
          .httpOptions(
              HttpOptions.builder()
                  .retryOptions(HttpRetryOptions.builder().initialDelay(0.01))
                  .build())
          .build();

  private GenAiApp() {}

  /** Runs its cases; {@code twice} asks for whole answers two times. */
  public static void main(String[] arguments) throws Exception {
    GenAiApp app = new GenAiApp();
    Cases.of(app.cases()).pairs("twice", () -> new WholeAnswers(app.client).cases()).run(arguments);
    System.exit(0); // the SDK's threads would keep the JVM for a minute
  }

  private Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("generate", () -> generate("[[in=1300 out=220 reasoning=90]]"));
    cases.put("generate-cached", () -> generate("[[in=4000 out=50 cached=2048]]"));
    cases.put("stream", this::stream);
    cases.put(
        "async",
        () ->
            String.valueOf(
                client
                    .async
                    .models
                    .generateContent(MODEL, "[[in=710 out=61]] hi", PLAIN)
                    .join()
                    .text()));
    cases.put("tool", this::tool);
    cases.put("embed", this::embed);
    cases.put("retry", () -> generate("[[in=330 out=33 first=429]]"));
    cases.put("missing", () -> generate("[[status=404]]"));
    return cases;
  }

  private String generate(String prompt) {
    return String.valueOf(client.models.generateContent(MODEL, prompt + " hi", PLAIN).text());
  }

  private String stream() {
    StringBuilder said = new StringBuilder();
    try (ResponseStream<GenerateContentResponse> chunks =
        client.models.generateContentStream(MODEL, "[[in=910 out=83 reasoning=30]] hi", PLAIN)) {
      chunks.forEach(chunk -> said.append(chunk.text()));
    }
    return said.toString();
  }

  private String tool() {
    Schema parameters =
        Schema.builder()
            .type("OBJECT")
            .properties(Map.of("city", Schema.builder().type("STRING").build()))
            .build();
    GenerateContentConfig config =
        GenerateContentConfig.builder()
            .tools(
                Tool.builder()
                    .functionDeclarations(
                        FunctionDeclaration.builder()
                            .name("weather")
                            .parameters(parameters)
                            .build())
                    .build())
            .build();
    return String.valueOf(
        client
            .models
            .generateContent(MODEL, "[[in=420 out=42]] Weather in Paris?", config)
            .functionCalls());
  }

  private String embed() {
    return String.valueOf(
        client
            .models
            .embedContent(
                "gemini-embedding-001",
                "one",
                com.google.genai.types.EmbedContentConfig.builder().build())
            .embeddings());
  }
}
