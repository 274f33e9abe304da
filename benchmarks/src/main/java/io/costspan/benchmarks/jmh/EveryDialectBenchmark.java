// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What reading an answer of each API costs, of a usual and of a large one, and reading a prompt.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EveryDialectBenchmark {

  /** The API whose answer is read. */
  @Param public Answer answer = Answer.OPENAI_CHAT;

  /** Bytes of text in it. */
  @Param({"2000", "200000"})
  public int size;

  private ByteBuffer body = ByteBuffer.allocate(0);
  private ByteBuffer prompt = ByteBuffer.allocate(0);
  private Endpoint endpoint = Answer.OPENAI_CHAT.endpoint();

  /** One API's address and its answer, around a text. */
  public enum Answer {
    OPENAI_CHAT(
        "https://api.openai.com/v1/chat/completions",
        "{\"id\":\"c\",\"model\":\"gpt-5\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"%s\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":9}}"),
    OPENAI_RESPONSES(
        "https://api.openai.com/v1/responses",
        "{\"id\":\"r\",\"model\":\"gpt-5\",\"status\":\"completed\",\"output\":[{\"type\":\"message\","
            + "\"content\":[{\"text\":\"%s\"}]}],\"usage\":{\"input_tokens\":9,\"output_tokens\":9}}"),
    ANTHROPIC(
        "https://api.anthropic.com/v1/messages",
        "{\"id\":\"m\",\"type\":\"message\",\"model\":\"claude-sonnet-4-5\",\"content\":[{\"text\":\"%s\"}],"
            + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":9,\"output_tokens\":9}}"),
    GEMINI(
        "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"%s\"}]},\"finishReason\":\"STOP\"}],"
            + "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":9}}"),
    OLLAMA(
        "http://localhost:11434/api/chat",
        "{\"model\":\"llama3\",\"message\":{\"content\":\"%s\"},\"done\":true,\"done_reason\":\"stop\","
            + "\"prompt_eval_count\":9,\"eval_count\":9}"),
    BEDROCK_CONVERSE(
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1:0/converse",
        "{\"output\":{\"message\":{\"content\":[{\"text\":\"%s\"}]}},\"stopReason\":\"end_turn\","
            + "\"usage\":{\"inputTokens\":9,\"outputTokens\":9,\"totalTokens\":18}}"),
    COHERE_CHAT(
        "https://api.cohere.com/v2/chat",
        "{\"id\":\"c\",\"finish_reason\":\"COMPLETE\",\"message\":{\"content\":[{\"text\":\"%s\"}]},"
            + "\"usage\":{\"billed_units\":{\"input_tokens\":9,\"output_tokens\":9}}}"),
    DASHSCOPE(
        "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation",
        "{\"output\":{\"text\":\"%s\",\"finish_reason\":\"stop\"},"
            + "\"usage\":{\"input_tokens\":9,\"output_tokens\":9},\"request_id\":\"d\"}");

    private final String url;
    private final String body;

    Answer(String url, String body) {
      this.url = url;
      this.body = body;
    }

    Endpoint endpoint() {
      URI uri = URI.create(url);
      int port = uri.getPort() < 0 ? 443 : uri.getPort();
      return Objects.requireNonNull(
          new EndpointDetector().detect("POST", uri.getHost(), port, url));
    }

    ByteBuffer of(int size) {
      return utf8(body.formatted("word ".repeat(size / 5)));
    }
  }

  /** Makes the bodies. */
  @Setup
  public void setUp() {
    endpoint = answer.endpoint();
    body = answer.of(size);
    prompt =
        utf8(
            "{\"model\":\"gpt-5\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(2 * size / 5)
                + "\"}]}");
  }

  /** The answer in one piece. */
  @Benchmark
  public ResponseFacts answer() {
    ResponseHead head = new ResponseHead(200, name -> null);
    BodyReader<ResponseFacts> reader =
        endpoint.dialect().response(endpoint, RequestFacts.UNKNOWN, head);
    reader.data(body.duplicate());
    return reader.finish(true);
  }

  /** A prompt of twice the size: 4 KB, 400 KB. */
  @Benchmark
  public RequestFacts prompt() {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    reader.data(prompt.duplicate());
    return reader.finish(true);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }
}
