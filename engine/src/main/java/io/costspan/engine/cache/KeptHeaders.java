// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.wire.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The response headers that are kept: those by which the body is read, and those by which provider
 * and application name the answer. Never a cookie, a limit or a date.
 */
final class KeptHeaders {
  private static final List<String> NAMES =
      List.of(
          "content-type",
          "content-encoding",
          "content-language",
          "x-request-id",
          "request-id",
          "apim-request-id",
          "x-ms-request-id",
          "x-amzn-requestid",
          "x-amzn-bedrock-input-token-count",
          "x-amzn-bedrock-output-token-count",
          "x-amzn-bedrock-service-tier",
          "x-gemini-service-tier",
          "x-inference-provider",
          "x-litellm-response-cost",
          "fireworks-cached-prompt-tokens",
          "openai-version",
          "openai-model",
          "anthropic-version");

  private KeptHeaders() {}

  /** Those of an answer, names in lower case. */
  static List<Map.Entry<String, String>> of(ResponseHead head) {
    List<Map.Entry<String, String>> kept = new ArrayList<>(4);
    for (String name : NAMES) {
      String value = head.header(name);
      if (value != null) {
        kept.add(Map.entry(name, value));
      }
    }
    return List.copyOf(kept);
  }
}
