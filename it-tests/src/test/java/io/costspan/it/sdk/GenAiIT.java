// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.util.List;

class GenAiIT extends SdkSuite {

  @Override
  App app() {
    return App.GENAI;
  }

  @Override
  List<String> calls() {
    return List.of(
        "gcp.gemini generate_content gemini-2.5-flash #1 200: 1300 > 220 = 0.00094",
        "gcp.gemini generate_content gemini-2.5-flash #1 200: 4000 > 50 = 0.00077204",
        "gcp.gemini generate_content gemini-2.5-flash #1 200: 910 > 83 = 0.0004805",
        "gcp.gemini generate_content gemini-2.5-flash #1 200: 710 > 61 = 0.0003655",
        "gcp.gemini generate_content gemini-2.5-flash #1 200: 420 > 42 = 0.000231",
        "gcp.gemini embeddings gemini-embedding-001 #1 200: 1 > - = ~0.00000015 [no-usage]",
        "gcp.gemini generate_content gemini-2.5-flash #1 429: - > - = 0 UNREAD",
        "gcp.gemini generate_content gemini-2.5-flash #2 200: 330 > 33 = 0.0001815",
        "gcp.gemini generate_content gemini-2.5-flash #1 404: - > - = 0");
  }
}
