// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What providers answer for nothing: lists, uploads, token counters. None may be billed. */
final class FreeEndpoints {

  private FreeEndpoints() {}

  /** The answer; {@code null} when the request is for none of them. */
  static @Nullable Answer answer(Ask ask) {
    if (ask.method().equals("GET")) {
      return list(ask);
    }
    if (ask.posts("/v1/files")) {
      return Answer.json(
          200,
          """
          {"id":"file-sim","object":"file","bytes":%d,"created_at":1790000000,
           "filename":"upload.jsonl","purpose":"batch","status":"processed"}
          """
              .formatted(ask.size()));
    }
    if (ask.posts("/count_tokens") || ask.posts("/responses/input_tokens")) {
      return Answer.json(200, "{\"input_tokens\":%d}".formatted(count(ask)));
    }
    if (ask.posts(":countTokens")) {
      return Answer.json(200, "{\"totalTokens\":%d}".formatted(count(ask)));
    }
    return null;
  }

  private static @Nullable Answer list(Ask ask) {
    String path = ask.path();
    if (path.endsWith("/v1/models")) {
      return Answer.json(
          200,
          """
          {"object":"list","data":[{"id":"gpt-4o-mini","object":"model","created":1721172741,
            "owned_by":"system"}]}
          """);
    }
    if (path.endsWith("/api/tags")) {
      return Answer.json(200, "{\"models\":[]}");
    }
    if (path.endsWith("/api/version")) {
      return Answer.json(200, "{\"version\":\"0.12.0\"}");
    }
    return null;
  }

  private static long count(Ask ask) {
    return Script.of(ask.model(), ask.body(), Duration.ZERO).tokens().input();
  }
}
