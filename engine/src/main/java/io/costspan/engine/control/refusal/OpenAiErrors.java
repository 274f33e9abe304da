// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Errors of OpenAI's API and of those that speak it. The SDKs look for {@code error} with all of
 * its four members, whoever is at the other end; so a provider whose own error looks otherwise gets
 * its members beside it. <a
 * href="https://platform.openai.com/docs/guides/error-codes/api-errors">Error codes</a>.
 */
final class OpenAiErrors {
  private OpenAiErrors() {}

  static void openAi(JsonGenerator json, Stop stop) throws IOException {
    error(json, stop, "costspan");
  }

  /** Azure says more in {@code innererror}. */
  static void azure(JsonGenerator json, Stop stop) throws IOException {
    error(json, stop, "innererror");
  }

  static void mistral(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("object", "error");
    json.writeStringField("message", stop.message());
    json.writeStringField("type", type(stop));
    json.writeNullField("param");
    json.writeStringField("code", stop.code());
    json.writeNumberField("raw_status_code", stop.status());
    openAi(json, stop);
  }

  /** Of xAI's own two members the one that is not in the way. */
  static void xAi(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("code", stop.code());
    openAi(json, stop);
  }

  static void dashScope(JsonGenerator json, Stop stop) throws IOException {
    openAi(json, stop);
    json.writeStringField("request_id", stop.requestId());
  }

  /** Those whose own error is a text in {@code detail}. */
  static void detail(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("detail", stop.message());
    openAi(json, stop);
  }

  private static void error(JsonGenerator json, Stop stop, String details) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("message", stop.message());
    json.writeStringField("type", type(stop));
    json.writeNullField("param");
    json.writeStringField("code", stop.code());
    stop.write(json, details);
    json.writeEndObject();
  }

  /** OpenAI's own words: what no waiting helps, and what is counted by the minute. */
  private static String type(Stop stop) {
    if (!stop.refusal().isLimit()) {
      return "insufficient_quota";
    }
    return stop.refusal().unit().startsWith("tokens") ? "tokens" : "requests";
  }
}
