// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.otel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.it.OtlpReceiver.Received;
import io.costspan.it.sdk.App;
import io.costspan.it.sdk.AppRun;
import io.costspan.it.sdk.Ledger;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both agents, in both orders, on both clients. */
class BesideOpenTelemetryIT {

  private static final String COSTSPAN = "-javaagent:" + System.getProperty("costspan.agentJar");
  private static final String OPENTELEMETRY =
      "-javaagent:" + System.getProperty("costspan.otelAgentJar");

  @TempDir Path scratch;

  static Stream<Arguments> combinations() {
    return Stream.of(Jdk.values())
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, App.OPENAI, "chat", true),
                    Arguments.of(jdk, App.OPENAI, "chat", false),
                    Arguments.of(jdk, App.LANGCHAIN4J, "openai-chat", true),
                    Arguments.of(jdk, App.LANGCHAIN4J, "openai-chat", false)));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void makeOneTrace(Jdk jdk, App app, String work, boolean costspanFirst) throws Exception {
    Path home = scratch.resolve("home");
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      AppRun run =
          AppRun.run(
              app,
              jdk,
              scratch,
              Stream.concat(
                      costspanFirst
                          ? Stream.of(COSTSPAN, OPENTELEMETRY)
                          : Stream.of(OPENTELEMETRY, COSTSPAN),
                      Stream.of("-Dcostspan.home=" + home))
                  .toList(),
              Map.of(
                  "OTEL_EXPORTER_OTLP_ENDPOINT",
                  receiver.endpoint(),
                  "OTEL_EXPORTER_OTLP_PROTOCOL",
                  "http/protobuf"),
              List.of(work));

      assertThat(run.result().exit()).isZero();
      assertThat(run.result().out()).isEqualTo(work + ": You said: hi\n");
      assertThat(run.result().err()).doesNotContain("[costspan]");
      assertThat(run.requests()).hasSize(1);
      assertThat(Ledger.read(home)).hasSize(1);
      List<Received> spans = receiver.spans();
      List<Received> ours =
          spans.stream().filter(received -> received.scope().startsWith("io.costspan")).toList();
      List<Received> theirs =
          spans.stream().filter(received -> !received.scope().startsWith("io.costspan")).toList();
      assertThat(ours).hasSize(1);
      assertThat(theirs).isNotEmpty();
      assertThat(spans.stream().map(received -> received.span().getTraceId()).distinct())
          .describedAs("%s", spans)
          .hasSize(1);
      assertThat(theirs.stream().map(received -> received.span().getSpanId()))
          .describedAs("our span's parent is one of theirs")
          .contains(ours.get(0).span().getParentSpanId());
      assertThat(sentTrace(run)).isEqualTo(hex(ours.get(0).span().getTraceId()));
    }
  }

  private static String sentTrace(AppRun run) {
    return String.valueOf(run.requests().get(0).header("traceparent")).substring(3, 35);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
