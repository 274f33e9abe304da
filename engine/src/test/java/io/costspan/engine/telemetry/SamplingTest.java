// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0001", "0.25", "0.5", "0.999", "1"})
  void agreesWithTheSdkOnEveryTrace(String ratio) {
    Sampling early =
        Sampling.of(
            Map.of("otel.traces.sampler", "traceidratio", "otel.traces.sampler.arg", ratio));
    Sampler late = Sampler.traceIdRatioBased(Double.parseDouble(ratio));
    IdGenerator ids = IdGenerator.random();
    for (int i = 0; i < 20_000; i++) {
      String trace = ids.generateTraceId();
      boolean sdk =
          late.shouldSample(
                      Context.root(), trace, "chat", SpanKind.CLIENT, Attributes.empty(), List.of())
                  .getDecision()
              == SamplingDecision.RECORD_AND_SAMPLE;
      assertThat(early.sampled(trace, null)).as(trace).isEqualTo(sdk);
    }
  }

  @Test
  void aParentDecidesOnlyWhereTheSamplerIsParentBased() {
    assertThat(sampling("parentbased_always_on").sampled(Calls.TRACE, false)).isFalse();
    assertThat(sampling("parentbased_always_on").sampled(Calls.TRACE, null)).isTrue();
    assertThat(sampling("parentbased_always_off").sampled(Calls.TRACE, true)).isTrue();
    assertThat(sampling("parentbased_always_off").sampled(Calls.TRACE, null)).isFalse();
    assertThat(sampling("always_off").sampled(Calls.TRACE, true)).isFalse();
    assertThat(sampling("always_on").sampled(Calls.TRACE, false)).isTrue();
  }

  @Test
  void defaultsToParentBasedAlwaysOnAndSurvivesNonsense() {
    assertThat(Sampling.of(Map.of())).isEqualTo(sampling("parentbased_always_on"));
    assertThat(sampling("no-such-sampler")).isEqualTo(sampling("parentbased_always_on"));
    Sampling nonsense =
        Sampling.of(
            Map.of("otel.traces.sampler", "traceidratio", "otel.traces.sampler.arg", "half"));
    assertThat(nonsense.sampled(Calls.TRACE, null)).isTrue();
    assertThat(sampling("traceidratio").sampled("nonsense", null)).isTrue();
  }

  private static Sampling sampling(String name) {
    return Sampling.of(Map.of("otel.traces.sampler", name));
  }
}
