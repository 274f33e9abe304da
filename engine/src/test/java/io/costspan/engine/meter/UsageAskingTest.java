// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static io.costspan.engine.meter.MeterHarness.HEADERS;
import static io.costspan.engine.meter.MeterHarness.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.Call;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.EndpointDetector;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageAskingTest {
  private static final String ASK = "{\"model\":\"gpt-4o\",\"messages\":[],\"stream\":true}";
  private static final String CHUNK =
      "data: {\"id\":\"c\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,"
          + "\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]%s}\n\n";
  private static final String USAGE =
      "data: {\"id\":\"c\",\"choices\":[],\"usage\":"
          + "{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  private final MeterHarness harness = new MeterHarness();

  @Test
  void aStreamIsAskedPricedAndHandedOnAsIfItHadNotBeen() {
    Call call = open("/v1/chat/completions", StreamUsageMode.AUTO);
    assertThat(call.bodyNeed()).isEqualTo(BodyNeed.IF_AT_HAND);
    assertThat(call.bodyLimit()).isEqualTo(1024 * 1024);
    assertThat(call.mayReplaceAnswer()).isFalse();

    Verdict.Send send = (Verdict.Send) call.admit(bytes(ASK));
    assertThat(UTF_8.decode(send.body()).toString())
        .isEqualTo(ASK.replace("true}", "true,\"stream_options\":{\"include_usage\":true}}"));
    assertThat(send.headers()).containsOnlyKeys("traceparent");
    assertThat(send.url()).isNull();

    Reaction reaction = respond(call);
    String network = CHUNK.formatted(",\"usage\":null") + USAGE + DONE;
    assertThat(through(reaction.filter(), network)).isEqualTo(CHUNK.formatted("") + DONE);
    reaction.tap().data(bytes(network));
    reaction.tap().end();

    CallRecord record = harness.settle().get(0).call();
    assertThat(record.usageAsked()).isTrue();
    assertThat(record.request().includeUsage()).isNull();
    assertThat(record.response().usage().orZero(Unit.INPUT)).isEqualTo(12);
    assertThat(record.response().usage().orZero(Unit.OUTPUT)).isEqualTo(3);
  }

  @Test
  void aCallThatIsNoStreamIsSentAsItIs() {
    Call call = open("/v1/chat/completions", StreamUsageMode.AUTO);
    Verdict.Send send = (Verdict.Send) call.admit(bytes("{\"model\":\"gpt-4o\",\"messages\":[]}"));
    assertThat(send.body()).isNull();
    assertThat(respond(call).filter()).isNull();
  }

  @Test
  void aBodyThatCannotBeReadAheadIsSentAsItIsAndReadOnItsWay() {
    Call call = open("/v1/chat/completions", StreamUsageMode.AUTO);
    assertThat(((Verdict.Send) call.admit(null)).body()).isNull();
    call.requestTap().data(bytes(ASK));
    Reaction reaction = respond(call);
    assertThat(reaction.filter()).isNull();
    reaction.tap().end();

    CallRecord record = harness.settle().get(0).call();
    assertThat(record.usageAsked()).isFalse();
    assertThat(record.request().stream()).isTrue();
  }

  @Test
  void noBodyIsReadAheadWhereNothingMayBeAsked() {
    assertThat(open("/v1/embeddings", StreamUsageMode.ALWAYS).bodyNeed())
        .isEqualTo(BodyNeed.WHILE_SENDING);
    assertThat(open("/v1/chat/completions", StreamUsageMode.NEVER).bodyNeed())
        .isEqualTo(BodyNeed.WHILE_SENDING);
  }

  @Test
  void anErrorIsHandedOnUntouched() {
    Call call = open("/v1/chat/completions", StreamUsageMode.AUTO);
    call.admit(bytes(ASK));
    Map<String, String> headers = Map.of("content-type", "application/json");
    assertThat(call.respond(400, headers, HEADERS, null).filter()).isNull();
  }

  private Call open(String path, StreamUsageMode mode) {
    EndpointDetector detector = new EndpointDetector();
    Meter meter =
        new Meter(
            detector::detect,
            harness.settler,
            new Fingerprint(new byte[16]),
            new TraceLinks(traceId -> true),
            () -> null,
            true,
            Clock.systemUTC(),
            new StreamUsage(mode),
            Guidance.NONE);
    return meter.open(
        "POST", "api.openai.com", 443, "https://api.openai.com" + path, Map.of(), HEADERS);
  }

  private static Reaction respond(Call call) {
    return call.respond(200, Map.of("content-type", "text/event-stream"), HEADERS, null);
  }

  private static String through(BodyFilter filter, String network) {
    ByteBuffer passed = filter.filter(bytes(network));
    return UTF_8.decode(passed).toString() + UTF_8.decode(filter.finish());
  }
}
