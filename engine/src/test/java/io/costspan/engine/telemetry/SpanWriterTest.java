// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Timing;
import io.costspan.engine.meter.TraceLink;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpanWriterTest {
  private final Calls call = new Calls();

  @Test
  void tellsAPricedChatByTheConventions() {
    SpanData span = write();

    assertThat(span.getName()).isEqualTo("chat gpt-4o-mini");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("io.costspan");
    assertThat(span.getStartEpochNanos()).isEqualTo(1_795_341_600_123_456_789L);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(1_500_000_000L);
    assertThat(attributes(span))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("gen_ai.operation.name", "chat"),
                Map.entry("gen_ai.provider.name", "openai"),
                Map.entry("gen_ai.request.model", "gpt-4o-mini"),
                Map.entry("server.address", "api.openai.com"),
                Map.entry("server.port", 443L),
                Map.entry("gen_ai.request.max_tokens", 256L),
                Map.entry("gen_ai.request.temperature", 0.2),
                Map.entry("gen_ai.request.seed", 7L),
                Map.entry("gen_ai.request.stop_sequences", List.of("END")),
                Map.entry("gen_ai.output.type", "json"),
                Map.entry("gen_ai.response.id", "chatcmpl-1"),
                Map.entry("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
                Map.entry("gen_ai.response.finish_reasons", List.of("stop")),
                Map.entry("openai.api.type", "chat_completions"),
                Map.entry("openai.response.service_tier", "default"),
                Map.entry("openai.response.system_fingerprint", "fp_1"),
                Map.entry("gen_ai.usage.input_tokens", 100L),
                Map.entry("gen_ai.usage.cache_read.input_tokens", 64L),
                Map.entry("gen_ai.usage.output_tokens", 20L),
                Map.entry("gen_ai.usage.reasoning.output_tokens", 0L),
                Map.entry("costspan.usage.source", "reported"),
                Map.entry("http.response.status_code", 200L),
                Map.entry("gen_ai.usage.cost", 0.0000222),
                Map.entry("costspan.cost.state", "priced"),
                Map.entry("costspan.cost.source", "local"),
                Map.entry("costspan.cost.input", 0.0000054),
                Map.entry("costspan.cost.cache_read", 0.0000048),
                Map.entry("costspan.cost.output", 0.000012),
                Map.entry("costspan.price.version", "2026-11-20"),
                Map.entry("costspan.model.priced_as", "openai/gpt-4o-mini"),
                Map.entry("costspan.model.match", "date-stripped"),
                Map.entry("costspan.call.id", "00000000000000aa"),
                Map.entry("costspan.call.group", "00000000000000a0"),
                Map.entry("costspan.call.attempt", 1L),
                Map.entry("costspan.outcome", "complete")));
  }

  @Test
  void tellsWhenUsageWasAskedForOnTheApplicationsBehalf() {
    assertThat(attributes(write())).doesNotContainKey("costspan.usage.requested");
    call.usageAsked = true;
    assertThat(attributes(write())).containsEntry("costspan.usage.requested", true);
  }

  @Test
  void leavesOutWhatWasNotSaidAndNeverTellsAnUnknownCostAsZero() {
    call.usage = Usage.NONE;
    call.cost = Cost.unpriced("no usage");
    call.responseModel = null;

    assertThat(attributes(write()))
        .doesNotContainKeys(
            "gen_ai.usage.cost",
            "costspan.cost.source",
            "costspan.cost.list",
            "gen_ai.response.model")
        .noneSatisfy((key, value) -> assertThat(key).startsWith("gen_ai.usage."))
        .containsEntry("costspan.cost.state", "unpriced")
        .containsEntry("costspan.unpriced.reason", "no usage");
  }

  @Test
  void saysWhichCountsNobodyReported() {
    call.usage = Usage.builder().set(Unit.INPUT, 100).build();
    call.estimate =
        new UsageEstimate(
            Usage.builder().set(Unit.INPUT, 100).set(Unit.OUTPUT, 9).build(),
            Set.of(Unit.OUTPUT),
            "output as far as it was read");

    assertThat(attributes(write()))
        .containsEntry("costspan.usage.source", "estimated")
        .containsEntry("costspan.usage.estimated", List.of("output"))
        .containsEntry("gen_ai.usage.input_tokens", 100L)
        .containsEntry("gen_ai.usage.output_tokens", 9L);
  }

  @Test
  void saysNothingOfASourceWhereNothingIsKnown() {
    call.usage = Usage.NONE;

    assertThat(attributes(write()))
        .doesNotContainKeys("costspan.usage.source", "costspan.usage.estimated");
  }

  @Test
  void tellsTheProvidersOwnPriceAndTheListPriceWhereTheyDiffer() {
    call.cost =
        new Cost(
            CostState.REPORTED,
            new BigDecimal("0.5"),
            new BigDecimal("0.75"),
            Map.of(),
            "openai/x",
            "exact",
            "v",
            null);

    assertThat(attributes(write()))
        .containsEntry("gen_ai.usage.cost", 0.5)
        .containsEntry("costspan.cost.list", 0.75)
        .containsEntry("costspan.cost.source", "provider")
        .containsEntry("costspan.cost.state", "reported");
  }

  @Test
  void aLocallyServedAnswerIsNoSpend() {
    call.hit();

    Map<String, Object> attributes = attributes(write());
    assertThat(attributes)
        .containsEntry("costspan.outcome", "answered")
        .containsEntry("gen_ai.usage.cost", 0.0)
        .containsEntry("costspan.cost.note", "not-sent")
        .containsEntry("costspan.usage.input", 100L)
        .containsEntry("costspan.usage.output", 20L)
        .containsEntry("costspan.cache", "hit")
        .containsEntry("costspan.cache.age", 1.5)
        .containsEntry("costspan.rule", "faq")
        .containsEntry("costspan.cost.avoided", 0.0000222)
        .containsEntry("costspan.cost.avoided.state", "priced")
        .doesNotContainKeys("costspan.cost.state", "costspan.cost.input", "costspan.refusal.code");
    assertThat(attributes.keySet())
        .filteredOn(key -> key.startsWith("gen_ai.usage."))
        .containsExactly("gen_ai.usage.cost");
  }

  @Test
  void aRefusedCallIsAnErrorThatCostsNothingAndSaysWhy() {
    call.refused();
    call.handling = call.handling.of(Map.of("team", "search"));
    call.events = List.of("budget daily has reached 100 %");

    SpanData span = write();

    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attributes(span))
        .containsEntry("error.type", "budget_exceeded")
        .containsEntry("costspan.outcome", "refused")
        .containsEntry("costspan.refusal.code", "budget_exceeded")
        .containsEntry("costspan.rule", "daily")
        .containsEntry("costspan.waited_ms", 2L)
        .containsEntry("costspan.cost.forecast", 0.25)
        .containsEntry("costspan.tag.team", "search")
        .containsEntry("gen_ai.usage.cost", 0.0)
        .doesNotContainKeys("costspan.cache", "costspan.cost.avoided", "gen_ai.usage.input_tokens");
    assertThat(span.getEvents())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getName()).isEqualTo("costspan.control");
              assertThat(event.getEpochNanos()).isEqualTo(span.getEndEpochNanos());
              assertThat(event.getAttributes().get(AttributeKey.stringKey("costspan.message")))
                  .isEqualTo("budget daily has reached 100 %");
            });
  }

  @Test
  void whatAShadowSawIsBesideTheRealCost() {
    call.handling = Handling.SENT.seen(new Handling.Shadow("faq", Handling.Finding.EQUAL_TEXT));

    assertThat(attributes(write()))
        .containsEntry("costspan.cache", "shadow")
        .containsEntry("costspan.cache.finding", "equal_text")
        .containsEntry("costspan.rule", "faq")
        .containsEntry("gen_ai.usage.cost", 0.0000222)
        .doesNotContainKeys("costspan.cost.avoided", "costspan.cache.age");
  }

  @Test
  void whatACacheHadNotIsSaidWithWhyItHasItNotNow() {
    call.handling = Handling.SENT.missed(new Handling.Miss("faq", true, "unfinished"));

    assertThat(attributes(write()))
        .containsEntry("costspan.cache", "miss")
        .containsEntry("costspan.cache.reason", "unfinished")
        .containsEntry("costspan.rule", "faq")
        .containsEntry("gen_ai.usage.cost", 0.0000222)
        .doesNotContainKeys("costspan.cost.avoided", "costspan.cache.age");
  }

  @Test
  void marksAFailedSecondAttempt() {
    call.errorType = "429";
    call.status = 429;
    call.attempt = 2;

    SpanData span = write();

    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(attributes(span))
        .containsEntry("error.type", "429")
        .containsEntry("http.response.status_code", 429L)
        .containsEntry("http.request.resend_count", 1L);
  }

  @Test
  void tellsAStreamAndItsFirstChunk() {
    call.request = Calls.request("gpt-4o-mini", true);
    call.stream = true;
    call.timing = new Timing(Calls.START, 2_000_000_000L, 250_000_000L, new long[] {1});

    assertThat(attributes(write()))
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("gen_ai.response.time_to_first_chunk", 0.25);
  }

  @Test
  void usesOpenAisTierNamesForOpenAisDialectsOnly() {
    call.dialect = "anthropic.messages";
    call.provider = "anthropic";

    assertThat(attributes(write()))
        .containsEntry("costspan.response.service_tier", "default")
        .containsEntry("costspan.dialect", "anthropic.messages")
        .doesNotContainKeys("openai.response.service_tier", "openai.api.type");
  }

  @Test
  void aRootHasTheIdsThatWereOnTheWire() {
    SpanData span = write();

    assertThat(span.getTraceId()).isEqualTo(Calls.TRACE);
    assertThat(span.getSpanId()).isEqualTo(Calls.SPAN);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void aChildHasItsRemoteParentAndTraceState() {
    call.trace = new TraceLink(Calls.TRACE, Calls.SPAN, Calls.PARENT, true, "vendor=1,other=2");

    SpanData span = write();

    assertThat(span.getTraceId()).isEqualTo(Calls.TRACE);
    assertThat(span.getSpanId()).isEqualTo(Calls.SPAN);
    assertThat(span.getParentSpanId()).isEqualTo(Calls.PARENT);
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(span.getSpanContext().getTraceState().asMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("vendor", "1", "other", "2"));
  }

  @Test
  void idsThatAreNoneAreReplaced() {
    call.trace = new TraceLink("not-an-id", "", null, true, null);

    SpanData span = write();

    assertThat(span.getSpanContext().isValid()).isTrue();
  }

  @Test
  void whatWasDecidedForARootBeforeItLeftHolds() {
    assertThat(write(Sampler.alwaysOff())).hasSize(1);

    call.trace = new TraceLink(Calls.TRACE, Calls.SPAN, null, false, null);
    assertThat(write(Sampler.alwaysOn())).isEmpty();
  }

  @Test
  void aChildIsLeftToTheConfiguredSampler() {
    call.trace = new TraceLink(Calls.TRACE, Calls.SPAN, Calls.PARENT, false, null);
    assertThat(write(Sampler.parentBased(Sampler.alwaysOn()))).isEmpty();

    call.trace = new TraceLink(Calls.TRACE, Calls.SPAN, Calls.PARENT, true, null);
    assertThat(write(Sampler.alwaysOff())).isEmpty();
    assertThat(write(Sampler.parentBased(Sampler.alwaysOff()))).hasSize(1);
  }

  private SpanData write() {
    List<SpanData> spans = write(Sampler.parentBased(Sampler.alwaysOn()));
    assertThat(spans).hasSize(1);
    return spans.get(0);
  }

  private List<SpanData> write(Sampler sampler) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(new PresetIds())
            .setSampler(new PresetSampler(sampler))
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      new SpanWriter(provider, "1").write(call.build());
      return List.copyOf(exporter.getFinishedSpanItems());
    }
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> attributes = new HashMap<>();
    span.getAttributes()
        .forEach((AttributeKey<?> key, Object value) -> attributes.put(key.getKey(), value));
    return new TreeMap<>(attributes);
  }
}
