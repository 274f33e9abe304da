// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

/** OpenAI's error object, shared by its APIs and by most compatible hosts. */
final class OpenAiErrors {

  private OpenAiErrors() {}

  static String body(int status, String message) {
    String type =
        switch (status) {
          case 429 -> "requests";
          case 500, 503 -> "server_error";
          default -> "invalid_request_error";
        };
    String code =
        switch (status) {
          case 401 -> "\"invalid_api_key\"";
          case 404 -> "\"model_not_found\"";
          case 429 -> "\"rate_limit_exceeded\"";
          default -> "null";
        };
    return "{\"error\":{\"message\":%s,\"type\":\"%s\",\"param\":null,\"code\":%s}}"
        .formatted(Json.quote(message), type, code);
  }
}
