// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** Errors of the APIs that are not OpenAI's, each as its own SDK reads it. */
final class OwnErrors {
  private static final String MORE = "costspan";

  private OwnErrors() {}

  /** <a href="https://docs.anthropic.com/en/api/errors">Errors</a> of the Messages API. */
  static void anthropic(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("type", "error");
    json.writeObjectFieldStart("error");
    json.writeStringField("type", stop.refusal().isLimit() ? "rate_limit_error" : "billing_error");
    json.writeStringField("message", stop.message());
    json.writeObjectFieldStart("details");
    json.writeStringField("error_code", stop.code());
    stop.writeMembers(json);
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("request_id", stop.requestId());
  }

  /** Google's <a href="https://google.aip.dev/193">AIP-193</a>. */
  static void google(JsonGenerator json, Stop stop) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeNumberField("code", stop.status());
    json.writeStringField("message", stop.message());
    json.writeStringField("status", "RESOURCE_EXHAUSTED");
    json.writeArrayFieldStart("details");
    json.writeStartObject();
    json.writeStringField("@type", "type.googleapis.com/google.rpc.ErrorInfo");
    json.writeStringField("reason", stop.code().toUpperCase(Locale.ROOT));
    json.writeStringField("domain", "costspan");
    stop.write(json, "metadata");
    json.writeEndObject();
    if (stop.refusal().retryAfter() != null) {
      json.writeStartObject();
      json.writeStringField("@type", "type.googleapis.com/google.rpc.RetryInfo");
      json.writeStringField("retryDelay", stop.retrySeconds() + "s");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Ollama's own API, and others that say no more than a text. */
  static void text(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("error", stop.message());
    stop.write(json, MORE);
  }

  /** Amazon's name of an error is in a header, see {@link #awsHeaders}. */
  static void aws(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("message", stop.message());
    stop.write(json, MORE);
  }

  /** The name decides the exception in the SDK. */
  static Map<String, String> awsHeaders(Stop stop) {
    return Map.of(
        "x-amzn-errortype",
        stop.refusal().isLimit() ? "ThrottlingException" : "ServiceQuotaExceededException");
  }

  static void cohere(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("id", stop.requestId());
    json.writeStringField("message", stop.message());
    stop.write(json, MORE);
  }

  /** DashScope's own API. */
  static void dashScope(JsonGenerator json, Stop stop) throws IOException {
    json.writeStringField("code", stop.code());
    json.writeStringField("message", stop.message());
    json.writeStringField("request_id", stop.requestId());
    stop.write(json, MORE);
  }

  /** Cloudflare's own API numbers its errors; ours goes by its status. */
  static void cloudflare(JsonGenerator json, Stop stop) throws IOException {
    json.writeBooleanField("success", false);
    json.writeArrayFieldStart("errors");
    json.writeStartObject();
    json.writeNumberField("code", stop.status());
    json.writeStringField("message", stop.message());
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayFieldStart("messages");
    json.writeEndArray();
    json.writeNullField("result");
    stop.write(json, MORE);
  }

  static void elevenLabs(JsonGenerator json, Stop stop) throws IOException {
    json.writeObjectFieldStart("detail");
    json.writeStringField("status", stop.code());
    json.writeStringField("message", stop.message());
    stop.write(json, MORE);
    json.writeEndObject();
  }
}
