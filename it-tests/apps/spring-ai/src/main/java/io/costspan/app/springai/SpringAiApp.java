// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.springai;

import io.costspan.app.cases.Cases;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.tool.function.FunctionToolCallback;

/** OpenAI through Spring AI 2, without a Spring context; one line of output a case. */
public final class SpringAiApp {

  private static final String OPENAI =
      System.getenv().getOrDefault("OPENAI_BASE_URL", "https://api.openai.com/v1");

  private final OpenAiChatModel chat = OpenAiChatModel.builder().options(options().build()).build();

  private SpringAiApp() {}

  /** Runs its cases; {@code twice} asks for whole answers two times. */
  public static void main(String[] arguments) throws Exception {
    SpringAiApp app = new SpringAiApp();
    Cases.of(app.cases())
        .pairs("twice", () -> new WholeAnswers(app.chat, OPENAI).cases())
        .run(arguments);
    System.exit(0); // the SDK's threads would keep the JVM for a minute
  }

  private Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("chat", () -> text(chat.call(new Prompt("[[in=1220 out=342]] hi"))));
    cases.put("stream", () -> stream("[[in=920 out=82 pace=5]] hi"));
    cases.put("tool", this::tool);
    cases.put("embeddings", SpringAiApp::embeddings);
    cases.put("retry", () -> text(chat.call(new Prompt("[[in=320 out=32 first=429]] hi"))));
    cases.put("unauthorized", () -> text(chat.call(new Prompt("[[status=401]] hi"))));
    return cases;
  }

  private String stream(String prompt) {
    return chat.stream(new Prompt(prompt))
        .map(SpringAiApp::text)
        .collect(Collectors.joining())
        .blockOptional(Duration.ofSeconds(30))
        .orElse("nothing");
  }

  private String tool() {
    OpenAiChatOptions options =
        options()
            .toolCallbacks(
                FunctionToolCallback.builder(
                        "weather", (City city) -> "[[in=460 out=46]] 18 degrees")
                    .description("The weather of a city")
                    .inputType(City.class)
                    .build())
            .build();
    ChatResponse response = chat.call(new Prompt("[[in=440 out=44]] Weather in Paris?", options));
    return response.getResult() == null
        ? ""
        : String.valueOf(response.getResult().getOutput().getToolCalls());
  }

  private static String embeddings() {
    return Arrays.toString(
        OpenAiEmbeddingModel.builder()
            .options(
                OpenAiEmbeddingOptions.builder()
                    .baseUrl(OPENAI)
                    .apiKey("openai-key")
                    .model("text-embedding-3-small")
                    .build())
            .build()
            .embed("[[in=67]] one"));
  }

  private static OpenAiChatOptions.Builder options() {
    return OpenAiChatOptions.builder().baseUrl(OPENAI).apiKey("openai-key").model("gpt-4o-mini");
  }

  private static String text(ChatResponse response) {
    return response.getResult() == null
        ? ""
        : String.valueOf(response.getResult().getOutput().getText());
  }

  /** The tool's argument. */
  record City(String city) {}
}
