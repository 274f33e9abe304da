// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.util.List;

class LangChain4jIT extends SdkSuite {

  @Override
  App app() {
    return App.LANGCHAIN4J;
  }

  @Override
  boolean isAskedForUsage() {
    return true;
  }

  @Override
  List<String> calls() {
    return List.of(
        "openai chat gpt-4o-mini #1 200: 1210 > 341 = 0.0003861",
        "openai chat gpt-4o-mini #1 200: 910 > 81 = 0.0001851",
        "openai chat gpt-4o-mini #1 200: 430 > 43 = 0.0000903",
        "openai embeddings text-embedding-3-small #1 200: 65 > - = 0.0000013",
        "openai chat gpt-4o-mini #1 429: - > - = 0",
        "openai chat gpt-4o-mini #2 200: 310 > 31 = 0.0000651",
        "openai chat gpt-4o-mini #1 401: - > - = 0",
        "ollama chat llama3.2 #1 200: 220 > 21 = 0",
        "ollama chat llama3.2 #1 200: 221 > 22 = 0",
        "ollama embeddings nomic-embed-text #1 200: 66 > - = 0");
  }
}
