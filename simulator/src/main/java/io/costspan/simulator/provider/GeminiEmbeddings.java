// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gemini embeddings; only gemini-embedding-2 states a usage, and spells its detail singular. */
final class GeminiEmbeddings implements Dialect {

  private static final Pattern PATH =
      Pattern.compile("/models/([^/:]+):(embedContent|batchEmbedContents)$");

  @Override
  public @Nullable String model(Ask ask) {
    Matcher path = PATH.matcher(ask.path());
    return ask.method().equals("POST") && path.find() ? path.group(1) : null;
  }

  @Override
  public Answer answer(Ask ask, Script script) {
    String usage = "";
    if (String.valueOf(model(ask)).startsWith("gemini-embedding-2")) {
      usage =
          """
          ,"usageMetadata":{"promptTokenCount":%d,
            "promptTokenDetails":[{"modality":"TEXT","tokenCount":%d}]}
          """
              .formatted(script.tokens().input(), script.tokens().input());
    }
    if (ask.path().endsWith(":embedContent")) {
      return Answer.json(200, "{\"embedding\":%s%s}".formatted(vector(0), usage));
    }
    List<String> vectors = new ArrayList<>();
    for (int i = 0; i < ask.body().path("requests").size(); i++) {
      vectors.add(vector(i));
    }
    return Answer.json(200, "{\"embeddings\":[%s]%s}".formatted(String.join(",", vectors), usage));
  }

  @Override
  public String error(int status, String message) {
    return new Gemini().error(status, message);
  }

  private static String vector(int n) {
    return "{\"values\":%s}".formatted(Json.write(Vectors.of(n)));
  }
}
