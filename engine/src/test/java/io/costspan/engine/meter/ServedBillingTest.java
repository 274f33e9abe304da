// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static io.costspan.engine.meter.MeterHarness.HEADERS;
import static io.costspan.engine.meter.MeterHarness.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.CostState;
import io.costspan.engine.wire.EndpointDetector;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who is paid when somebody else did the work, by the catalogue that comes with the product. */
class ServedBillingTest {
  private static final String GROQ = "https://api.groq.com/openai/v1/chat/completions";
  private static final String ROUTER = "https://router.huggingface.co/v1/chat/completions";
  private static final String MINIMAX = "https://api.minimax.io/v1/text/chatcompletion_v2";

  @Test
  void everyModelOfACompoundSystemIsBilledAtItsOwnPrice() {
    String part = "{\"model\":\"%s\",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}";
    String answer =
        "{\"model\":\"groq/compound\",\"choices\":[{\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":3000,\"completion_tokens\":300},"
            + "\"usage_breakdown\":{\"models\":["
            + part.formatted("llama-3.3-70b-versatile", 1000, 100)
            + ","
            + part.formatted("llama-3.1-8b-instant", 2000, 200)
            + "]}}";
    PricedCall priced = settled(GROQ, "groq/compound", Map.of(), answer);

    // 1000 at 0.59 and 100 at 0.79; 2000 at 0.05 and 200 at 0.08
    assertThat(priced.cost().usd()).isEqualByComparingTo("0.000785");
    assertThat(priced.call().response().usage().counts().values()).contains(3000L, 300L);
  }

  @Test
  void behindARouterThePriceIsThatOfTheProviderItChose() {
    String model = "meta-llama/Llama-3.3-70B-Instruct";
    String answer =
        "{\"model\":\"%s\",\"choices\":[{\"finish_reason\":\"stop\"}],".formatted(model)
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}";

    Map<String, String> served = Map.of("x-inference-provider", "groq");
    assertThat(settled(ROUTER, model, served, answer).cost().pricedAs())
        .startsWith("huggingface_groq/");
    assertThat(settled(ROUTER, model, Map.of(), answer).cost().reason())
        .isEqualTo("provider-not-named");
  }

  @Test
  void anErrorInPlaceOfAnAnswerIsNotBilledWhateverItsStatus() {
    PricedCall priced =
        settled(MINIMAX, "MiniMax-M2", Map.of(), "{\"base_resp\":{\"status_code\":1002}}");

    assertThat(priced.cost().usd()).isEqualByComparingTo("0");
    assertThat(priced.cost().reason()).isEqualTo("error-not-billed");
    assertThat(priced.call().errorType()).isEqualTo("1002");

    PricedCall unsaid = settled(MINIMAX, "MiniMax-M2", Map.of(), "{\"model\":\"MiniMax-M2\"}");
    assertThat(unsaid.cost().state()).isEqualTo(CostState.UNPRICED);
  }

  private static PricedCall settled(
      String url, String model, Map<String, String> responseHeaders, String answer) {
    List<PricedCall> priced = new CopyOnWriteArrayList<>();
    Settler settler = new Settler(10);
    Meter meter =
        new Meter(
            new EndpointDetector()::detect,
            settler,
            new Fingerprint(new byte[16]),
            new TraceLinks(traceId -> true),
            () -> null,
            false,
            Clock.fixed(MeterHarness.NOW, ZoneOffset.UTC));
    Call call = meter.open("POST", URI.create(url).getHost(), 443, url, Map.of(), HEADERS);
    call.admit(bytes("{\"model\":\"%s\",\"messages\":[]}".formatted(model)));
    BodyTap tap = call.respond(200, new HashMap<>(responseHeaders), HEADERS, null).tap();
    tap.data(bytes(answer));
    tap.end();
    CallSink sink = priced::add;
    settler.start(CataloguePricer.bundled(), List.of(sink));
    assertThat(settler.drain(5000)).isTrue();
    return priced.get(0);
  }
}
