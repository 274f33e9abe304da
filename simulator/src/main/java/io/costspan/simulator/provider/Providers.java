// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All providers behind one door. Thread-safe. Remembers nothing but which request bodies have come
 * before, where {@code [[first=429]]} or {@code [[later=503]]} is to tell them apart.
 */
public final class Providers {

  private static final List<Dialect> DIALECTS =
      List.of(
          new OpenAiChat(),
          new OpenAiCompletions(),
          new OpenAiResponses(),
          new OpenAiEmbeddings(),
          new AnthropicMessages(),
          new Gemini(),
          new GeminiEmbeddings(),
          new Ollama());

  private static final Map<Integer, String> MESSAGES =
      Map.of(
          401, "Incorrect API key provided.",
          404, "The model does not exist or you do not have access to it.",
          429, "Rate limit reached for requests.",
          500, "The server had an error while processing your request.");

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Duration pace;

  /**
   * All providers.
   *
   * @param pace wait between the events of a stream whose request does not say another
   */
  public Providers(Duration pace) {
    this.pace = pace;
  }

  /** The answer of the provider a request is for; 404 when nobody knows the path. */
  public Answer answer(Ask ask) {
    for (Dialect dialect : DIALECTS) {
      String model = dialect.model(ask);
      if (model != null) {
        return answer(dialect, ask, Script.of(model, ask.body(), pace));
      }
    }
    Answer free = FreeEndpoints.answer(ask);
    return free != null
        ? free
        : Answer.json(404, OpenAiErrors.body(404, "Unknown request URL: " + ask.path()));
  }

  private Answer answer(Dialect dialect, Ask ask, Script script) {
    if (!ask.body().isObject()) {
      return failure(dialect, 400);
    }
    if (script.status() != 0) {
      return failure(dialect, script.status());
    }
    int told = script.firstStatus() == 0 && script.laterStatus() == 0 ? 0 : inTurn(ask, script);
    if (told != 0) {
      return failure(dialect, told);
    }
    return dialect.answer(ask, script).with("x-request-id", "req_sim").after(script.delay());
  }

  private int inTurn(Ask ask, Script script) {
    return seen.add(ask.path() + ask.body()) ? script.firstStatus() : script.laterStatus();
  }

  private static Answer failure(Dialect dialect, int status) {
    String message = MESSAGES.getOrDefault(status, "Request failed with status " + status + ".");
    Answer answer = Answer.json(status, dialect.error(status, message));
    // short, so that the SDKs that obey it retry within a test's patience
    return status == 429 || status >= 500 ? answer.with("retry-after-ms", "20") : answer;
  }
}
