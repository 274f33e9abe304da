// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.dialect.ApiDialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which dialect a recorded response is in, by words that only that dialect has. */
final class Looks {
  private static final List<String> OPERATIONS = List.of("chat", "text_completion", "embeddings");

  private Looks() {}

  static @Nullable Dialect dialect(Exchange exchange) {
    String body = UTF_8.decode(exchange.responseBody()).toString().replace(" ", "");
    if (!OPERATIONS.contains(exchange.operation()) || exchange.elided()) {
      return null;
    }
    if (body.contains("\"object\":\"response\"")) {
      return ApiDialect.OPENAI_RESPONSES;
    }
    if (body.contains("\"object\":\"chat.completion")) {
      return ApiDialect.OPENAI_CHAT;
    }
    if (body.contains("\"object\":\"text_completion")) {
      return ApiDialect.OPENAI_COMPLETIONS;
    }
    if (body.contains("\"object\":\"embedding")) {
      return ApiDialect.OPENAI_EMBEDDINGS;
    }
    if (body.contains("\"type\":\"message\"") && body.contains("input_tokens")) {
      return ApiDialect.ANTHROPIC_MESSAGES;
    }
    if (body.contains("\"usageMetadata\":") && body.contains("\"candidates\":")) {
      return ApiDialect.GEMINI_GENERATE;
    }
    if (body.contains("\"stopReason\":") && exchange.file().equals("aws.bedrock")) {
      return ApiDialect.BEDROCK_CONVERSE;
    }
    return body.contains("\"eval_count\":") ? ApiDialect.OLLAMA_CHAT : null;
  }
}
