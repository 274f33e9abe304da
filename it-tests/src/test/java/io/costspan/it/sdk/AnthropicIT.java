// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import java.util.List;

class AnthropicIT extends SdkSuite {

  @Override
  App app() {
    return App.ANTHROPIC;
  }

  @Override
  List<String> calls() {
    return List.of(
        "anthropic chat claude-haiku-4-5 #1 200: 1100 > 310 = 0.00265",
        "anthropic chat claude-haiku-4-5 #1 200: 5000 > 120 = 0.003275",
        "anthropic chat claude-haiku-4-5 #1 200: 800 > 70 = 0.00088",
        "anthropic chat claude-haiku-4-5 #1 200: 810 > 71 = 0.001165",
        "anthropic chat claude-haiku-4-5 #1 200: 820 > 72 = 0.00118",
        "anthropic chat claude-haiku-4-5 #1 200: 410 > 41 = 0.000615",
        "anthropic chat claude-haiku-4-5 #1 429: - > - = 0 UNREAD",
        "anthropic chat claude-haiku-4-5 #2 200: 320 > 32 = 0.00048",
        "anthropic chat claude-haiku-4-5 #1 404: - > - = 0");
  }
}
