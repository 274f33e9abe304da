// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.util.List;

class OpenAiIT extends SdkSuite {

  @Override
  App app() {
    return App.OPENAI;
  }

  @Override
  boolean isAskedForUsage() {
    return true;
  }

  @Override
  List<String> calls() {
    return List.of(
        "openai chat gpt-4o-mini #1 200: 1200 > 340 = 0.000384",
        "openai chat gpt-4o-mini #1 200: 2000 > 100 = 0.0002832",
        "openai chat gpt-4o-mini #1 200: 900 > 80 = 0.000183",
        "openai chat gpt-4o-mini #1 200: 910 > 91 = 0.0001911",
        "openai text_completion gpt-3.5-turbo-instruct #1 200: 210 > 21 = 0.000357",
        "openai chat gpt-4o-mini #1 200: 901 > 81 = 0.00018375",
        "openai chat gpt-4o-mini #1 200: 700 > 60 = 0.000141",
        "openai chat gpt-4o-mini #1 200: 902 > 82 = 0.0001845",
        "openai chat gpt-4o-mini #1 200: 400 > 40 = 0.000084",
        "openai chat gpt-4o-mini #1 200: 450 > 45 = 0.0000945",
        "openai chat gpt-5-mini #1 200: 500 > 50 = 0.000225",
        "openai chat gpt-5-mini #1 200: 501 > 51 = 0.00022725",
        "openai embeddings text-embedding-3-small #1 200: 64 > - = 0.00000128",
        "openai text_completion gpt-3.5-turbo-instruct #1 200: 200 > 20 = 0.00034",
        "azure.openai chat prod-mini #1 200: 600 > 55 = 0.000123",
        "openai chat gpt-4o-mini #1 429: - > - = 0 UNREAD",
        "openai chat gpt-4o-mini #2 200: 300 > 30 = 0.000063",
        "openai chat gpt-4o-mini #1 401: - > - = 0");
  }
}
