// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.openai;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import io.costspan.app.cases.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Every way of calling OpenAI with openai-java; one line of output a case. */
public final class OpenAiApp {

  private static final String MODEL = "gpt-4o-mini";

  private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();

  private OpenAiApp() {}

  /**
   * Runs its cases; {@code twice} asks for whole answers two times, {@code outage} too, of a
   * provider that fails the second time.
   */
  public static void main(String[] arguments) throws Exception {
    OpenAiApp app = new OpenAiApp();
    Cases.of(app.cases())
        .more(new SlowAnswers(app.client).cases())
        .pairs("twice", () -> new WholeAnswers(app.client, "").cases())
        .pairs("outage", () -> new WholeAnswers(app.client, "later=503 ").cases())
        .run(arguments);
    System.exit(0); // the SDK's threads would keep the JVM for a minute
  }

  private Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("chat", () -> text(client.chat().completions().create(chat("[[in=1200 out=340]]"))));
    cases.put(
        "chat-cached",
        () -> text(client.chat().completions().create(chat("[[in=2000 out=100 cached=1024]]"))));
    cases.put("chat-stream", () -> stream(chat("[[in=900 out=80]]").toBuilder()));
    cases.put("chat-stream-bytes", this::streamBytes);
    cases.put("completions-stream", this::completionsStream);
    cases.put(
        "chat-stream-usage",
        () ->
            stream(
                chat("[[in=901 out=81]]").toBuilder()
                    .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())));
    cases.put(
        "chat-async",
        () -> text(client.async().chat().completions().create(chat("[[in=700 out=60]]")).join()));
    cases.put("chat-async-stream", this::asyncStream);
    cases.put("tool", this::tool);
    cases.put(
        "responses",
        () ->
            client
                    .responses()
                    .create(ask("[[in=500 out=50]]"))
                    .output()
                    .toString()
                    .contains("You said")
                ? "answered"
                : "no answer");
    cases.put("responses-stream", this::responsesStream);
    cases.put("embeddings", this::embeddings);
    cases.put("completions", this::completions);
    cases.put("azure", this::azure);
    cases.put(
        "retry",
        () -> text(client.chat().completions().create(chat("[[in=300 out=30 first=429]]"))));
    cases.put(
        "unauthorized", () -> text(client.chat().completions().create(chat("[[status=401]]"))));
    cases.put("models", () -> "listed " + client.models().list().data().size());
    return cases;
  }

  private String stream(ChatCompletionCreateParams.Builder params) {
    try (StreamResponse<ChatCompletionChunk> response =
        client.chat().completions().createStreaming(params.build())) {
      return response.stream().map(OpenAiApp::text).collect(Collectors.joining());
    }
  }

  /** The answer as it arrives, byte for byte, and its headers. */
  private String streamBytes() throws IOException {
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
        client
            .chat()
            .completions()
            .withRawResponse()
            .createStreaming(chat("[[in=910 out=91 pace=3]]"))) {
      return response.headers().names()
          + new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String completionsStream() {
    try (StreamResponse<Completion> response =
        client
            .completions()
            .createStreaming(
                CompletionCreateParams.builder()
                    .model("gpt-3.5-turbo-instruct")
                    .prompt("[[in=210 out=21]] Once")
                    .build())) {
      return response.stream().map(Completion::toString).collect(Collectors.joining("\n"));
    }
  }

  private String asyncStream() {
    StringBuilder said = new StringBuilder();
    client
        .async()
        .chat()
        .completions()
        .createStreaming(
            chat("[[in=902 out=82 pace=5]]").toBuilder()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build())
        .subscribe(chunk -> said.append(text(chunk)))
        .onCompleteFuture()
        .join();
    return said.toString();
  }

  private String tool() {
    ChatCompletionCreateParams first =
        chat("[[in=400 out=40]] Weather in Paris?").toBuilder()
            .addFunctionTool(
                FunctionDefinition.builder()
                    .name("weather")
                    .parameters(
                        FunctionParameters.builder()
                            .putAdditionalProperty("type", JsonValue.from("object"))
                            .putAdditionalProperty(
                                "properties",
                                JsonValue.from(Map.of("city", Map.of("type", "string"))))
                            .build())
                    .build())
            .build();
    ChatCompletion asked = client.chat().completions().create(first);
    ChatCompletionMessageFunctionToolCall call =
        asked.choices().get(0).message().toolCalls().orElseThrow().get(0).asFunction();
    ChatCompletionCreateParams second =
        first.toBuilder()
            .addMessage(asked.choices().get(0).message())
            .addMessage(
                ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.id())
                    .content("[[in=450 out=45]] 18 degrees")
                    .build())
            .build();
    return call.function().name()
        + call.function().arguments()
        + " "
        + text(client.chat().completions().create(second));
  }

  private String responsesStream() {
    try (StreamResponse<ResponseStreamEvent> response =
        client.responses().createStreaming(ask("[[in=501 out=51 reasoning=20]]"))) {
      return response.stream()
          .flatMap(event -> event.outputTextDelta().stream())
          .map(delta -> delta.delta())
          .collect(Collectors.joining());
    }
  }

  private String embeddings() {
    return client
        .embeddings()
        .create(
            EmbeddingCreateParams.builder()
                .model("text-embedding-3-small")
                .inputOfArrayOfStrings(List.of("[[in=64]] one", "two"))
                .build())
        .data()
        .toString();
  }

  private String completions() {
    return client
        .completions()
        .create(
            CompletionCreateParams.builder()
                .model("gpt-3.5-turbo-instruct")
                .prompt("[[in=200 out=20]] Once")
                .build())
        .choices()
        .get(0)
        .text();
  }

  private String azure() {
    OpenAIClient azure =
        OpenAIOkHttpClient.builder()
            .baseUrl(
                System.getenv().getOrDefault("AZURE_BASE_URL", "https://demo.openai.azure.com"))
            .credential(AzureApiKeyCredential.create("azure-key"))
            .azureServiceVersion(AzureOpenAIServiceVersion.latestStableVersion())
            .build();
    return text(
        azure
            .chat()
            .completions()
            .create(chat("[[in=600 out=55]]").toBuilder().model("prod-mini").build()));
  }

  private static ChatCompletionCreateParams chat(String prompt) {
    return ChatCompletionCreateParams.builder().model(MODEL).addUserMessage(prompt + " hi").build();
  }

  private static ResponseCreateParams ask(String prompt) {
    return ResponseCreateParams.builder().model("gpt-5-mini").input(prompt + " hi").build();
  }

  private static String text(ChatCompletion completion) {
    return completion.choices().get(0).message().content().orElse("");
  }

  private static String text(ChatCompletionChunk chunk) {
    return chunk.choices().stream()
        .flatMap(choice -> choice.delta().content().stream())
        .collect(Collectors.joining());
  }
}
