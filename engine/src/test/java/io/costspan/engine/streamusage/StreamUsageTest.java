// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.HeaderReader;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUsageTest {
  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final String LOCAL = "http://localhost:8000/v1/chat/completions";
  private static final String ASK = "{\"model\":\"m\",\"messages\":[],\"stream\":true}";

  private static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          return message.get(name);
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };

  private final StreamUsage auto = new StreamUsage(StreamUsageMode.AUTO);
  private final StreamUsage always = new StreamUsage(StreamUsageMode.ALWAYS);

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1/chat/completions, true, true",
    "https://API.OpenAI.com/v1/chat/completions, true, true",
    "https://eu.api.openai.com/v1/chat/completions, true, true",
    "https://api.openai.com/v1/completions, true, true",
    "https://api.openai.com/v1/responses, false, false",
    "https://api.openai.com/v1/embeddings, false, false",
    "https://my.openai.azure.com/openai/deployments/d/chat/completions, false, true",
    "https://api.x.ai/v1/chat/completions, false, true",
    "http://localhost:8000/v1/chat/completions, false, true",
    "https://gateway.internal/v1/chat/completions, false, true",
    "https://notapi.openai.com.internal/v1/chat/completions, false, true",
    "https://api.deepseek.com/chat/completions, false, false",
    "https://api.mistral.ai/v1/chat/completions, false, false",
    "https://api.groq.com/openai/v1/chat/completions, false, false",
    "https://openrouter.ai/api/v1/chat/completions, false, false",
    "https://api.anthropic.com/v1/messages, false, false"
  })
  void whoIsAsked(String url, boolean inAuto, boolean inAlways) {
    assertThat(mayAsk(auto, endpoint(url))).isEqualTo(inAuto);
    assertThat(mayAsk(always, endpoint(url))).isEqualTo(inAlways);
    assertThat(mayAsk(new StreamUsage(StreamUsageMode.NEVER), endpoint(url))).isFalse();
  }

  @Test
  void aHostThatOnlyTheSettingsCallOpenAiIsNotAskedByItself() {
    Endpoint named =
        EndpointDetector.with(Map.of("gateway.internal", "openai"))
            .detect(
                "POST", "gateway.internal", 443, "https://gateway.internal/v1/chat/completions");
    assertThat(named.provider()).isEqualTo("openai");
    assertThat(mayAsk(auto, named)).isFalse();
    assertThat(mayAsk(always, named)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "content-encoding, gzip, false",
    "content-length, 12, false",
    "content-md5, x, false",
    "digest, x, false",
    "content-digest, x, false",
    "signature, x, false",
    "x-amz-content-sha256, x, false",
    "authorization, AWS4-HMAC-SHA256 Credential=x, false",
    "authorization, Bearer x, true",
    "accept-encoding, gzip, false",
    "accept-encoding, 'gzip, identity', false",
    "accept-encoding, identity, true",
    "content-type, application/json, true"
  })
  void aRequestWhoseBytesAreVouchedForIsLeftAlone(String name, String value, boolean asked) {
    assertThat(auto.mayAsk(endpoint(OPENAI), Map.of(name, value), HEADERS)).isEqualTo(asked);
  }

  @Test
  void aStreamIsAskedForItsUsage() {
    assertThat(asking(auto, OPENAI, ASK))
        .isEqualTo(
            "{\"model\":\"m\",\"messages\":[],\"stream\":true,"
                + "\"stream_options\":{\"include_usage\":true}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"m\",\"messages\":[]}",
        "{\"model\":\"m\",\"messages\":[],\"stream\":false}",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":false}}",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true",
        ""
      })
  void whatTheApplicationSaysStands(String body) {
    assertThat(asking(auto, OPENAI, body)).isNull();
  }

  @Test
  void whatIsNoCallForCertainIsLeftAlone() {
    assertThat(asking(always, LOCAL, "{\"stream\":true}")).isNull();
    assertThat(asking(always, LOCAL, ASK)).contains("include_usage");
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/event-stream; charset=utf-8, , true",
    "200, Text/Event-Stream, identity, true",
    "200, text/event-stream, gzip, false",
    "200, application/json, , false",
    "200, , , false",
    "400, text/event-stream, , false",
    "500, application/json, , false"
  })
  void onlyAReadableStreamIsFiltered(int status, String type, String coding, boolean filtered) {
    ResponseHead head =
        new ResponseHead(
            status,
            name ->
                switch (name) {
                  case "content-type" -> type;
                  case "content-encoding" -> coding;
                  default -> null;
                });
    assertThat(auto.filter(endpoint(OPENAI), RequestFacts.UNKNOWN, head) != null)
        .isEqualTo(filtered);
  }

  @Test
  void aHostThatRefusesIsNotAskedAgain() {
    answer(always, LOCAL, "m", 500);
    answer(always, LOCAL, "m", 429);
    assertThat(asking(always, LOCAL, ASK)).isNotNull();
    answer(always, LOCAL, "m", 400);
    assertThat(asking(always, LOCAL, ASK)).isNull();
    assertThat(asking(always, LOCAL.replace("8000", "8001"), ASK)).isNotNull();
  }

  @Test
  void anotherModelOfTheHostMayBeServedByAnother() {
    answer(always, LOCAL, "other", 422);
    assertThat(asking(always, LOCAL, ASK)).isNotNull();
    assertThat(asking(always, LOCAL, ASK.replace("\"m\"", "\"other\""))).isNull();
  }

  @Test
  void aRefusalCountsAlsoOfOneThatTookTheQuestionBefore() {
    answer(always, LOCAL, "m", 200);
    answer(always, LOCAL, "m", 400);
    assertThat(asking(always, LOCAL, ASK)).isNull();
    answer(always, LOCAL, "m", 200);
    assertThat(asking(always, LOCAL, ASK)).isNull();
    answer(auto, OPENAI, "m", 400);
    assertThat(asking(auto, OPENAI, ASK)).isNotNull();
  }

  @Test
  void soManyHostsAreNotRemembered() {
    for (int port = 1; port <= HostAnswers.MOST; port++) {
      answer(always, "http://localhost:" + port + "/v1/chat/completions", "m", 200);
    }
    assertThat(asking(always, "http://localhost:1/v1/chat/completions", ASK)).isNotNull();
    assertThat(asking(always, LOCAL, ASK)).isNull();
  }

  private static boolean mayAsk(StreamUsage usage, Endpoint endpoint) {
    return usage.mayAsk(endpoint, Map.of(), HEADERS);
  }

  private static void answer(StreamUsage usage, String url, String model, int status) {
    RequestFacts request =
        read(endpoint(url), UTF_8.encode(ASK.replace("\"m\"", "\"" + model + "\"")));
    usage.filter(endpoint(url), request, new ResponseHead(status, name -> null));
  }

  private static String asking(StreamUsage usage, String url, String body) {
    Endpoint endpoint = endpoint(url);
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(UTF_8)).asReadOnlyBuffer();
    ByteBuffer changed = usage.asking(endpoint, read(endpoint, bytes.duplicate()), bytes);
    return changed == null ? null : UTF_8.decode(changed).toString();
  }

  private static RequestFacts read(Endpoint endpoint, ByteBuffer body) {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    reader.data(body);
    return reader.finish(true);
  }

  private static Endpoint endpoint(String url) {
    URI uri = URI.create(url);
    int port = uri.getPort() < 0 ? 443 : uri.getPort();
    return new EndpointDetector().detect("POST", uri.getHost(), port, url);
  }
}
