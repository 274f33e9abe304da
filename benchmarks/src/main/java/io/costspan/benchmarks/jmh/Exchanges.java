// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Calls as a client's instrumentation makes them, without the client and the network. */
final class Exchanges {
  static final String URL = "https://api.openai.com/v1/chat/completions";

  static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          return message.get(name);
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };

  private static final Map<String, String> ANSWER_HEADERS =
      Map.of("content-type", "application/json", "x-request-id", "req_1");

  private final byte[] answer = Bodies.json(2_000);
  private final byte[] prompt;
  private long number;

  /**
   * @param size of a prompt, in bytes
   */
  Exchanges(int size) {
    this.prompt =
        ("{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "word ".repeat(size / 5)
                + "0000000000000000\"}]}")
            .getBytes(StandardCharsets.UTF_8);
  }

  /** A body that has not been there before. */
  ByteBuffer another() {
    byte[] body = prompt.clone();
    long rest = ++number;
    for (int at = body.length - 5; rest != 0; at--) {
      body[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return ByteBuffer.wrap(body).asReadOnlyBuffer();
  }

  /** Makes a call, and reads its answer to the end; whether it was answered here. */
  boolean answeredHere(CallGate gate, ByteBuffer body) {
    Map<String, String> request =
        Map.of(
            "authorization",
            "Bearer sk-test",
            "content-type",
            "application/json",
            "x-team",
            "search",
            "traceparent",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    Call call =
        Objects.requireNonNull(
            gate.open("POST", "api.openai.com", 443, URL, request, HEADERS), "no call");
    Verdict verdict = admitted(call, body);
    if (verdict instanceof Verdict.Answer local) {
      read(local.body());
      return true;
    }
    if (!(verdict instanceof Verdict.Send)) {
      throw new IllegalStateException(verdict.toString());
    }
    Reaction reaction = call.respond(200, ANSWER_HEADERS, HEADERS, null);
    reaction.tap().data(ByteBuffer.wrap(answer).asReadOnlyBuffer());
    reaction.tap().end();
    return false;
  }

  private static Verdict admitted(Call call, ByteBuffer body) {
    if (call.bodyNeed() == BodyNeed.BEFORE_SENDING) {
      return call.admit(body);
    }
    Verdict verdict = call.admit(null);
    BodyTap tap = call.requestTap();
    tap.data(body);
    tap.end();
    return verdict;
  }

  private static void read(AnswerBody body) {
    while (body.next().toCompletableFuture().join() != null) {
      // on to the end
    }
    body.close();
  }
}
