// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.engine.wire.Endpoint;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/**
 * How a provider says that a call failed. Immutable.
 *
 * @param requestIdHeader header that carries the answer's own id
 * @param moneyStatus HTTP status of what is over its money, where the user has chosen none
 * @param limitStatus HTTP status of what comes too fast, where the user has chosen none
 * @param more headers that no other provider's errors have
 * @param body writes the members of the body's object
 */
record ErrorShape(
    String requestIdHeader,
    int moneyStatus,
    int limitStatus,
    Function<Stop, Map<String, String>> more,
    Body body) {
  private static final int PAYMENT_REQUIRED = 402;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_REQUEST = 400;

  private static final ErrorShape OPENAI = saying(OpenAiErrors::openAi);
  private static final ErrorShape AZURE = saying(OpenAiErrors::azure).under("apim-request-id");
  private static final ErrorShape MISTRAL = saying(OpenAiErrors::mistral);
  private static final ErrorShape XAI = saying(OpenAiErrors::xAi);
  private static final ErrorShape DASHSCOPE_COMPATIBLE = saying(OpenAiErrors::dashScope);
  private static final ErrorShape DETAIL = saying(OpenAiErrors::detail);
  private static final ErrorShape ANTHROPIC = saying(OwnErrors::anthropic).under("request-id");
  private static final ErrorShape GOOGLE = saying(OwnErrors::google);
  private static final ErrorShape TEXT = saying(OwnErrors::text);

  /** Of other statuses ollama4j keeps the text to itself. */
  private static final ErrorShape OLLAMA = TEXT.answering(BAD_REQUEST);

  private static final ErrorShape AWS =
      saying(OwnErrors::aws).under("x-amzn-requestid").with(OwnErrors::awsHeaders);
  private static final ErrorShape COHERE = saying(OwnErrors::cohere);
  private static final ErrorShape DASHSCOPE = saying(OwnErrors::dashScope);
  private static final ErrorShape CLOUDFLARE = saying(OwnErrors::cloudflare).under("cf-ray");
  private static final ErrorShape ELEVENLABS = saying(OwnErrors::elevenLabs).under("request-id");

  /** The shape at an endpoint: by its dialect, and within OpenAI's by who speaks it. */
  static ErrorShape of(Endpoint endpoint) {
    String dialect = endpoint.dialect().id();
    int dot = dialect.indexOf('.');
    return switch (dot < 0 ? dialect : dialect.substring(0, dot)) {
      case "anthropic" -> ANTHROPIC;
      case "gemini", "vertex" -> GOOGLE;
      case "ollama" -> OLLAMA;
      case "bedrock", "sagemaker" -> AWS;
      case "cohere" -> COHERE;
      case "dashscope" -> DASHSCOPE;
      case "mistral" -> MISTRAL;
      case "cloudflare" -> CLOUDFLARE;
      case "elevenlabs" -> ELEVENLABS;
      case "hf", "aleph_alpha" -> TEXT;
      case "rerank" -> endpoint.provider().equals("cohere") ? COHERE : compatible(endpoint);
      default -> compatible(endpoint);
    };
  }

  private static ErrorShape compatible(Endpoint endpoint) {
    return switch (endpoint.provider()) {
      case "azure.openai", "azure.ai" -> AZURE;
      case "mistral" -> MISTRAL;
      case "xai" -> XAI;
      case "dashscope" -> DASHSCOPE_COMPATIBLE;
      case "voyage", "jina" -> DETAIL;
      default -> OPENAI;
    };
  }

  private static ErrorShape saying(Body body) {
    return new ErrorShape(
        "x-request-id", PAYMENT_REQUIRED, TOO_MANY_REQUESTS, stop -> Map.of(), body);
  }

  private ErrorShape under(String header) {
    return new ErrorShape(header, moneyStatus, limitStatus, more, body);
  }

  private ErrorShape answering(int status) {
    return new ErrorShape(requestIdHeader, status, status, more, body);
  }

  private ErrorShape with(Function<Stop, Map<String, String>> headers) {
    return new ErrorShape(requestIdHeader, moneyStatus, limitStatus, headers, body);
  }

  /** Members of an error. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json, Stop stop) throws IOException;
  }
}
