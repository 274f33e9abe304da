// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.util.List;

class Ollama4jIT extends SdkSuite {

  @Override
  App app() {
    return App.OLLAMA4J;
  }

  @Override
  List<String> calls() {
    return List.of(
        "ollama chat llama3.2 #1 200: 230 > 23 = 0",
        "ollama chat llama3.2 #1 200: 231 > 24 = 0",
        "ollama text_completion llama3.2 #1 200: 240 > 25 = 0",
        "ollama embeddings nomic-embed-text #1 200: 68 > - = 0",
        "ollama chat llama3.2 #1 404: - > - = 0");
  }
}
