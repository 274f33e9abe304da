// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.app.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import io.costspan.app.cases.Cases;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Every way of calling Anthropic with anthropic-java; one line of output a case. */
public final class AnthropicApp {

  private static final String MODEL = "claude-haiku-4-5";

  private final AnthropicClient client = AnthropicOkHttpClient.fromEnv();

  private AnthropicApp() {}

  /** Runs its cases; {@code twice} asks for whole answers two times. */
  public static void main(String[] arguments) throws Exception {
    AnthropicApp app = new AnthropicApp();
    Cases.of(app.cases()).pairs("twice", () -> new WholeAnswers(app.client).cases()).run(arguments);
    System.exit(0); // the SDK's threads would keep the JVM for a minute
  }

  private Map<String, Callable<String>> cases() {
    Map<String, Callable<String>> cases = new LinkedHashMap<>();
    cases.put("messages", () -> text(client.messages().create(ask("[[in=1100 out=310]]"))));
    cases.put(
        "messages-cached",
        () -> text(client.messages().create(ask("[[in=5000 out=120 cached=3000 written=1500]]"))));
    cases.put("messages-stream", () -> stream("[[in=800 out=70 cached=300]]"));
    cases.put(
        "messages-async",
        () -> text(client.async().messages().create(ask("[[in=810 out=71]]")).join()));
    cases.put("messages-async-stream", this::asyncStream);
    cases.put("tool", this::tool);
    cases.put("retry", () -> text(client.messages().create(ask("[[in=320 out=32 first=429]]"))));
    cases.put("missing", () -> text(client.messages().create(ask("[[status=404]]"))));
    cases.put("count", this::count);
    return cases;
  }

  private String stream(String prompt) {
    try (StreamResponse<RawMessageStreamEvent> response =
        client.messages().createStreaming(ask(prompt))) {
      return response.stream().map(AnthropicApp::text).collect(Collectors.joining());
    }
  }

  private String asyncStream() {
    StringBuilder said = new StringBuilder();
    client
        .async()
        .messages()
        .createStreaming(ask("[[in=820 out=72 pace=5]]"))
        .subscribe(event -> said.append(text(event)))
        .onCompleteFuture()
        .join();
    return said.toString();
  }

  private String tool() {
    Message answer =
        client
            .messages()
            .create(
                ask("[[in=410 out=41]] Weather in Paris?").toBuilder()
                    .addTool(
                        Tool.builder()
                            .name("weather")
                            .inputSchema(
                                Tool.InputSchema.builder()
                                    .properties(
                                        Tool.InputSchema.Properties.builder()
                                            .putAdditionalProperty(
                                                "city", JsonValue.from(Map.of("type", "string")))
                                            .build())
                                    .build())
                            .build())
                    .build());
    return answer.content().get(0).asToolUse().name()
        + answer.content().get(0).asToolUse()._input();
  }

  private String count() {
    return "counted "
        + client
            .messages()
            .countTokens(
                MessageCountTokensParams.builder().model(MODEL).addUserMessage("[[in=7]]").build())
            .inputTokens();
  }

  private static MessageCreateParams ask(String prompt) {
    return MessageCreateParams.builder()
        .model(MODEL)
        .maxTokens(1024)
        .addUserMessage(prompt + " hi")
        .build();
  }

  private static String text(Message message) {
    return message.content().get(0).asText().text();
  }

  private static String text(RawMessageStreamEvent event) {
    return event.contentBlockDelta().stream()
        .flatMap(block -> block.delta().text().stream())
        .map(delta -> delta.text())
        .collect(Collectors.joining());
  }
}
