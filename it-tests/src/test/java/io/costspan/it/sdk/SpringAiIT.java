// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.util.List;

class SpringAiIT extends SdkSuite {

  @Override
  App app() {
    return App.SPRING_AI;
  }

  @Override
  boolean isAskedForUsage() {
    return true;
  }

  @Override
  List<String> calls() {
    return List.of(
        "openai chat gpt-4o-mini #1 200: 1220 > 342 = 0.0003882",
        "openai chat gpt-4o-mini #1 200: 920 > 82 = 0.0001872",
        "openai chat gpt-4o-mini #1 200: 440 > 44 = 0.0000924",
        "openai embeddings text-embedding-3-small #1 200: 67 > - = 0.00000134",
        "openai chat gpt-4o-mini #1 429: - > - = 0 UNREAD",
        "openai chat gpt-4o-mini #2 200: 320 > 32 = 0.0000672",
        "openai chat gpt-4o-mini #1 401: - > - = 0");
  }
}
