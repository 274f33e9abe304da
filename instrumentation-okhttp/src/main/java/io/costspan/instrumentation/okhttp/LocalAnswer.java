// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.Verdict;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response that no network gave. That {@code networkResponse()} is null is how OkHttp itself
 * marks one.
 */
final class LocalAnswer {
  private LocalAnswer() {}

  static Response response(Request request, Verdict.Answer answer, Patience patience) {
    Headers.Builder headers = new Headers.Builder();
    for (Map.Entry<String, String> header : answer.headers()) {
      headers.add(header.getKey(), header.getValue());
    }
    if (answer.length() >= 0) {
      headers.set("Content-Length", Long.toString(answer.length()));
    }
    Headers built = headers.build();
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(answer.status())
        .message(reason(answer.status()))
        .headers(built)
        .body(
            new SourceBody(
                new AnswerSource(answer.body(), patience),
                mediaType(built.get("Content-Type")),
                answer.length()))
        .build();
  }

  private static @Nullable MediaType mediaType(@Nullable String text) {
    return text == null ? null : MediaType.parse(text);
  }

  /** Reason phrases of the statuses LLM providers answer with; HTTP/2 knows none at all. */
  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "";
    };
  }
}
