// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the address does not settle it, the request's shape does. */
class EndpointShapeTest {

  @ParameterizedTest
  @CsvSource({
    "openai_compatible, http://localhost:8000/v1/chat/completions, '{\"model\":\"m\",\"messages\":[]}'",
    "openai_compatible, https://gw.example.com/proxy/openai/responses, '{\"input\":\"x\",\"model\":\"m\"}'",
    "openai_compatible, https://gw.example.com/v1/embeddings, '{\"input\":[1],\"model\":\"m\"}'",
    "openai_compatible, https://gw.example.com/v1/completions, '{\"prompt\":[\"x\"],\"model\":\"m\"}'",
    "anthropic_compatible, https://gw.example.com/router/v2/anthropic/v1/messages, '{\"model\":\"m\",\"messages\":[]}'",
    "gemini_compatible, https://gw.example.com/v1beta/models/m:generateContent, '{\"contents\":[]}'",
    "ollama, http://127.0.0.1:40123/api/chat, '{\"model\":\"m\",\"messages\":[]}'",
    "ollama_compatible, https://gw.example.com/api/chat, '{\"model\":\"m\",\"messages\":[]}'",
    "openai_compatible, https://gw.example.com/v1/images/generations, '{\"model\":\"m\",\"prompt\":\"x\"}'",
    "openai_compatible, https://gw.example.com/v1/audio/speech, '{\"model\":\"m\",\"input\":\"x\"}'",
    "openai_compatible, http://localhost:8000/v1/rerank, '{\"model\":\"m\",\"query\":\"x\",\"documents\":[\"y\"]}'",
    "openai_compatible, http://localhost:8000/reranking, '{\"model\":\"m\",\"query\":\"x\",\"documents\":[\"y\"]}'",
    "dashscope, https://gw.example.com/api/v1/services/aigc/text-generation/generation, '{\"model\":\"m\",\"input\":{}}'",
    "anthropic_compatible, https://gw.example.com/v1/projects/p/locations/l/publishers/anthropic/models/c:rawPredict, '{\"messages\":[]}'",
    "gemini_compatible, https://gw.example.com/v1beta/interactions, '{\"model\":\"m\",\"input\":\"x\"}'",
    "llama_cpp_compatible, http://localhost:8080/completion, '{\"prompt\":\"x\",\"n_predict\":5}'",
    "bedrock_compatible, https://gw.example.com/bedrock/model/m/converse, '{\"messages\":[]}'",
    "bedrock_compatible, http://localhost:4566/model/us.amazon.nova-lite-v1:0/invoke, '{\"messages\":[]}'",
    "bedrock_compatible, http://localhost:4566/model/amazon.titan-embed-text-v2:0/invoke, '{\"inputText\":\"x\"}'",
  })
  void anUnknownHostCountsOnceTheRequestHasTheShape(String provider, String url, String body) {
    Endpoint endpoint = post(url);
    assertThat(endpoint.provider()).isEqualTo(provider);
    assertThat(endpoint.certain()).isFalse();
    assertThat(endpoint.confirmedBy(RequestFacts.UNKNOWN)).isFalse();
    assertThat(endpoint.confirmedBy(read(endpoint, body))).isTrue();
    assertThat(endpoint.confirmedBy(read(endpoint, "{\"to\":\"+1\",\"body\":\"x\"}"))).isFalse();
    assertThat(endpoint.confirmedBy(read(endpoint, "to=1&body=x"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "true, '{\"inputs\":\"x\",\"parameters\":{\"max_new_tokens\":5}}'",
    "true, '{\"inputs\":\"x\",\"parameters\":{\"do_sample\":true}}'",
    "true, '{\"messages\":[{\"role\":\"user\"}]}'",
    "true, '{\"prompt\":\"x\"}'",
    "false, '1.2,0.5,3.4'",
    "false, '{\"instances\":[[1,2,3]]}'",
    "false, '{\"inputs\":[[1,2,3]]}'",
    "false, '{\"dataframe_split\":{\"data\":[[1]]}}'",
  })
  void anEndpointOfAnyModelCountsOnceItIsAskedToWrite(boolean counts, String body) {
    Endpoint sageMaker =
        post("https://runtime.sagemaker.us-east-1.amazonaws.com/endpoints/house/invocations");
    assertThat(sageMaker.provider()).isEqualTo("aws.sagemaker");
    assertThat(sageMaker.certain()).isFalse();
    assertThat(sageMaker.confirmedBy(read(sageMaker, body))).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({
    "true, '{\"messages\":[{\"role\":\"user\"}]}'",
    "true, '{\"input\":[\"x\"]}'",
    "false, '{\"instances\":[{\"a\":1}]}'",
    "false, '{\"inputs\":[[1,2,3]]}'",
    "false, '{\"dataframe_split\":{\"data\":[[1]]}}'",
  })
  void aServingEndpointCountsOnceItIsAskedAsOpenAi(boolean counts, String body) {
    Endpoint databricks =
        post("https://a.cloud.databricks.com/serving-endpoints/house/invocations");
    assertThat(databricks.confirmedBy(read(databricks, body))).isEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.local/api/chat, '{\"model\":\"m\",\"message\":\"x\"}'",
    "http://shop.local/v1/chat/completions, '{\"model\":\"m\",\"chat_history\":[]}'",
    "http://shop.local/v1/embeddings, '{\"model\":\"m\",\"instances\":[1]}'",
    "http://shop.local/v1/embeddings, '{\"model\":\"m\",\"texts\":[1]}'",
    "http://shop.local/v1/moderations, '{\"model\":\"m\",\"prompt\":\"x\"}'",
    "http://shop.local/v1/moderations, '{\"model\":\"m\",\"text\":\"x\"}'",
    "http://shop.local/v1/videos, '{\"model\":\"m\",\"document\":\"x\"}'",
    "http://shop.local/v1/images/generations, '{\"model\":\"m\",\"input\":\"x\"}'",
    "http://shop.local/v1/audio/speech, '{\"model\":\"m\",\"document\":\"x\"}'",
    "http://shop.local/v1/ocr, '{\"model\":\"m\",\"prompt\":\"x\"}'",
  })
  void theShapeOfOneDialectIsNoneOfAnother(String url, String body) {
    Endpoint endpoint = post(url);
    assertThat(endpoint.confirmedBy(read(endpoint, body))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m", "house-price", "v1.2", "1.0", "a/b"})
  void bedrocksPathOnAnUnknownHostNeedsAModelThatBedrockHas(String model) {
    String url = "http://ml.local/model/" + model + "/invoke";
    assertThat(new EndpointDetector().detect("POST", "ml.local", 80, url)).isNull();
  }

  @Test
  void aKnownHostThatServesMoreIsNotEnough() {
    Endpoint served = post("https://x.cloud.databricks.com/serving-endpoints/fraud/invocations");
    assertThat(served.pathModel()).isEqualTo("fraud");
    assertThat(served.confirmedBy(read(served, "{\"dataframe_split\":{}}"))).isFalse();
    assertThat(served.confirmedBy(read(served, "{\"messages\":[]}"))).isTrue();

    Endpoint own = post("https://abc.endpoints.huggingface.cloud/");
    assertThat(own.confirmedBy(read(own, "{\"inputs\":\"x\"}"))).isFalse();
    assertThat(own.confirmedBy(read(own, "{\"inputs\":\"x\",\"parameters\":{\"do_sample\":true}}")))
        .isTrue();

    Endpoint model = post("https://api-inference.huggingface.co/models/org/name");
    assertThat(model.pathModel()).isEqualTo("org/name");
    assertThat(model.confirmedBy(read(model, "{\"inputs\":\"x\"}"))).isFalse();

    Endpoint llama = post("http://localhost:8080/completion");
    assertThat(llama.confirmedBy(read(llama, "{\"prompt\":\"x\",\"max_tokens\":5}"))).isFalse();
  }

  private static Endpoint post(String url) {
    return EndpointDetectorTest.detect("POST", url);
  }

  private static RequestFacts read(Endpoint endpoint, String body) {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    reader.data(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    return reader.finish(true);
  }
}
