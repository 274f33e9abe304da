// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.examples;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;

/** langchain4j, which calls OpenAI through the JDK's own HTTP client. */
final class LangChainDesk {

  private final ChatModel model =
      OpenAiChatModel.builder()
          .baseUrl(System.getenv().getOrDefault("OPENAI_BASE_URL", "https://api.openai.com/v1"))
          .apiKey(System.getenv("OPENAI_API_KEY"))
          .modelName("gpt-4o")
          .maxCompletionTokens(200)
          .build();

  void work() {
    Screen.show("langchain4j", "what to mind in this contract", this::contract);
  }

  private String contract() {
    return model.chat(
        "Name the three riskiest points of this contract in under eighty words.\n"
            + Texts.read("contract.txt"));
  }
}
