// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.ollama4j;

import io.costspan.app.cases.Cases;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.generate.OllamaGenerateStreamObserver;
import io.github.ollama4j.models.request.ThinkMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Ollama through ollama4j, a new JDK client for every call; one line of output a case. */
public final class Ollama4jApp {

  private static final String MODEL = "llama3.2";

  private final Ollama ollama =
      new Ollama(System.getenv().getOrDefault("OLLAMA_BASE_URL", "http://localhost:11434"));

  private Ollama4jApp() {}

  /** Runs its cases; {@code twice} asks for whole answers two times. */
  public static void main(String[] arguments) throws Exception {
    Ollama4jApp app = new Ollama4jApp();
    Cases.of(app.cases()).pairs("twice", () -> new WholeAnswers(app.ollama).cases()).run(arguments);
  }

  private Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("chat", () -> chat("[[in=230 out=23]] hi", false));
    cases.put("chat-stream", () -> chat("[[in=231 out=24]] hi", true));
    cases.put("generate", this::generate);
    cases.put("embed", this::embed);
    cases.put("missing", () -> chat("[[status=404]] hi", false));
    return cases;
  }

  private String chat(String prompt, boolean stream) throws Exception {
    OllamaChatRequest request =
        OllamaChatRequest.builder()
            .withModel(MODEL)
            .withMessage(OllamaChatMessageRole.USER, prompt)
            .build();
    StringBuilder said = new StringBuilder();
    String whole =
        ollama
            .chat(
                request,
                stream ? piece -> said.append(piece.getMessage().getResponse()).append('|') : null)
            .getResponseModel()
            .getMessage()
            .getResponse();
    return said + whole;
  }

  private String generate() throws Exception {
    return ollama
        .generate(
            OllamaGenerateRequest.builder()
                .withModel(MODEL)
                .withPrompt("[[in=240 out=25]] Once")
                .withThink(ThinkMode.DISABLED)
                .build(),
            new OllamaGenerateStreamObserver(null, null))
        .getResponse();
  }

  private String embed() throws Exception {
    return ollama
        .embed(new OllamaEmbedRequest("nomic-embed-text", List.of("[[in=68]] one")))
        .getEmbeddings()
        .toString();
  }
}
