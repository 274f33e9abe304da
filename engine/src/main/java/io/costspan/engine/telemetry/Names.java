// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The attribute names that spans and metrics share, of the GenAI conventions as published with
 * semantic conventions 1.41.
 */
final class Names {
  static final String SCOPE = "io.costspan";
  static final String SCHEMA = "https://opentelemetry.io/schemas/1.41.0";

  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
  static final AttributeKey<String> COST_STATE = AttributeKey.stringKey("costspan.cost.state");
  static final AttributeKey<String> COST_SOURCE = AttributeKey.stringKey("costspan.cost.source");

  static final AttributeKey<String> USAGE_SOURCE = AttributeKey.stringKey("costspan.usage.source");
  static final AttributeKey<String> UNPRICED_REASON =
      AttributeKey.stringKey("costspan.unpriced.reason");

  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("costspan.outcome");
  static final AttributeKey<String> RULE = AttributeKey.stringKey("costspan.rule");
  static final AttributeKey<String> CACHE = AttributeKey.stringKey("costspan.cache");
  static final AttributeKey<String> CACHE_REASON = AttributeKey.stringKey("costspan.cache.reason");
  static final AttributeKey<String> REFUSAL_CODE = AttributeKey.stringKey("costspan.refusal.code");

  static final AttributeKey<String> PRICE_VERSION =
      AttributeKey.stringKey("costspan.price.version");
  static final AttributeKey<String> PRICE_SOURCE = AttributeKey.stringKey("costspan.price.source");

  private Names() {}
}
