// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestHintsTest {
  private static final EndpointDetector DETECTOR = new EndpointDetector();

  private static Endpoint hinted(String host, String path, Map<String, String> headers) {
    Endpoint endpoint = DETECTOR.detect("POST", host, 443, "https://" + host + path);
    return RequestHints.apply(endpoint, headers::get);
  }

  @Test
  void dashScopeAsksForAStreamByHeader() {
    String path = "/api/v1/services/aigc/text-generation/generation";
    String host = "dashscope.aliyuncs.com";
    assertThat(hinted(host, path, Map.of("x-dashscope-sse", "enable")).pathStream()).isTrue();
    assertThat(hinted(host, path, Map.of("x-dashscope-sse", "disable")).pathStream()).isNull();
    assertThat(hinted(host, path, Map.of()).pathStream()).isNull();
  }

  @Test
  void aPortkeyGatewayOnAHostOfOnesOwnIsToldWhomToCall() {
    String path = "/v1/chat/completions";
    Map<String, String> header = Map.of("x-portkey-provider", "mistral-ai");
    assertThat(hinted("gw.internal", path, header).provider()).isEqualTo("mistral");
    assertThat(hinted("gw.internal", path, header).certain()).isFalse();
    assertThat(hinted("api.openai.com", path, header).provider()).isEqualTo("openai");
    assertThat(hinted("gw.internal", path, Map.of("x-portkey-provider", "@prod")).provider())
        .isEqualTo("openai_compatible");
    assertThat(hinted("gw.internal", path, Map.of("x-portkey-provider", " ")).provider())
        .isEqualTo("openai_compatible");
    assertThat(hinted("gw.internal", path, Map.of()).provider()).isEqualTo("openai_compatible");
  }
}
