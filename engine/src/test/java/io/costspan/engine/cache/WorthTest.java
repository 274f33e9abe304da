// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static io.costspan.engine.cache.CacheHarness.ANSWER;
import static io.costspan.engine.cache.CacheHarness.anHour;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.cache.CacheHarness.Reply;
import io.costspan.engine.cache.key.NotCached;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are kept. */
class WorthTest {
  private static final Map<String, String> KEY =
      Map.of("x-api-key", "k", "Authorization", "Bearer k");
  private static final String ASK =
      "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent";
  private static final String ASK_GEMINI =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";

  private final CacheHarness app = new CacheHarness(anHour());

  @ParameterizedTest
  @CsvSource({
    "length, UNFINISHED",
    "content_filter, UNFINISHED",
    "something_new, UNFINISHED",
    "tool_calls, TOOLS",
    "function_call, TOOLS"
  })
  void anOpenAiAnswerThatIsNotDoneIsNotKept(String reason, NotCached because) {
    refuses(
        CacheHarness.OPENAI,
        ASK,
        Reply.json(ANSWER.replace("\"stop\"", "\"" + reason + "\"")),
        because);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, ",
    "stop_sequence, ",
    "max_tokens, UNFINISHED",
    "pause_turn, UNFINISHED",
    "refusal, UNFINISHED",
    "tool_use, TOOLS"
  })
  void anthropicsReasonsAreUnderstood(String reason, NotCached because) {
    String answer =
        "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\""
            + reason
            + "\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    refuses(ANTHROPIC, ASK, Reply.json(answer), because);
  }

  @ParameterizedTest
  @CsvSource({"STOP, ", "MAX_TOKENS, UNFINISHED", "SAFETY, UNFINISHED"})
  void geminisReasonsAreUnderstood(String reason, NotCached because) {
    refuses(GEMINI, ASK_GEMINI, gemini("{\"text\":\"Hi\"}", reason), because);
  }

  @Test
  void geminiCallsToolsAndSaysStop() {
    refuses(
        GEMINI,
        ASK_GEMINI,
        gemini("{\"functionCall\":{\"name\":\"f\",\"args\":{}}}", "STOP"),
        NotCached.TOOLS);
  }

  @Test
  void aRefusalThatEndsWithStopIsNotKept() {
    refuses(
        CacheHarness.OPENAI,
        ASK,
        Reply.json(ANSWER.replace("\"refusal\":null", "\"refusal\":\"I cannot\"")),
        NotCached.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 429, 500, 529})
  void anErrorIsNotKept(int status) {
    app.call(KEY, ASK, Reply.json(ANSWER).status(status));
    assertThat(app.call(KEY, ASK, Reply.json(ANSWER)).local()).isFalse();
  }

  @Test
  void anErrorThatIsTwoHundredIsNotKept() {
    refuses(
        CacheHarness.OPENAI,
        ASK,
        Reply.json("{\"error\":{\"message\":\"x\",\"code\":\"server_error\"}}"),
        NotCached.FAILED);
  }

  @Test
  void halfAnAnswerIsNotKept() {
    refuses(
        CacheHarness.OPENAI,
        ASK,
        Reply.json(ANSWER.substring(0, ANSWER.length() / 2)).left(),
        NotCached.INCOMPLETE);
  }

  @Test
  void emptyListsOfToolsAreNoCalls() {
    refuses(
        CacheHarness.OPENAI,
        ASK,
        Reply.json(ANSWER.replace("\"refusal\":null", "\"tool_calls\":[],\"refusal\":\"\"")),
        null);
  }

  @Test
  void wordsInTheTextAreOnlyWords() {
    refuses(
        CacheHarness.OPENAI,
        ASK,
        Reply.json(ANSWER.replace("Hello", "say \\\"tool_calls\\\": [1], \\\"refusal\\\"")),
        null);
  }

  @Test
  void embeddingsNeedNoReason() {
    refuses(
        "https://api.openai.com/v1/embeddings",
        "{\"model\":\"e\",\"input\":\"Hi\"}",
        Reply.json(
            "{\"object\":\"list\",\"model\":\"e\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":[0.1]}],\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"),
        null);
  }

  /** Not all of them state a usage. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batchEmbedContents | {'embeddings':[{'values':[0.1]}]} | ",
        "embedContent | {'embedding':{'values':[0.1]}} | ",
        "batchEmbedContents | {'embeddings':[]} | UNFINISHED",
        "embedContent | {'embedding':null} | UNFINISHED",
        "embedContent | {'object':'embedding'} | UNFINISHED",
        "embedContent | {} | UNFINISHED",
        "embedContent | {'embedding':{'values':[0.1]} | INCOMPLETE",
        "embedContent | <html>embedding</html> | INCOMPLETE",
        "embedContent | {'error':{'code':500,'status':'INTERNAL'}} | FAILED",
      })
  void geminisEmbeddingsNeedTheirVectors(String verb, String answer, @Nullable NotCached because) {
    refuses(
        GEMINI.replace("gemini-2.0-flash:generateContent", "gemini-embedding-001:" + verb),
        "{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}",
        Reply.json(answer.replace('\'', '"')),
        because);
  }

  @Test
  void moreChoicesWereAskedForThanCame() {
    refuses(
        CacheHarness.OPENAI,
        ASK.replace("\"max_tokens\":5", "\"n\":2"),
        Reply.json(ANSWER),
        NotCached.UNFINISHED);
  }

  private static Reply gemini(String part, String reason) {
    return Reply.json(
        "{\"candidates\":[{\"content\":{\"parts\":["
            + part
            + "],\"role\":\"model\"},\"finishReason\":\""
            + reason
            + "\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1,"
            + "\"candidatesTokenCount\":1,\"totalTokenCount\":2},\"modelVersion\":\"g\"}");
  }

  /**
   * @param because {@code null} for an answer that is kept
   */
  private void refuses(String url, String body, Reply reply, @Nullable NotCached because) {
    app.call(url, KEY, body, reply);
    assertThat(app.call(url, KEY, body, reply).local()).isEqualTo(because == null);
    if (because != null) {
      assertThat(app.room.counts().of("all").get(because)).isPositive();
    }
  }
}
