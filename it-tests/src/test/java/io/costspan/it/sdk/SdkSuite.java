// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.it.Jdk;
import io.costspan.it.OtlpReceiver;
import io.costspan.it.OtlpReceiver.Received;
import io.costspan.simulator.server.RecordedRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every SDK: seen, priced to the cent, and otherwise as if nobody had looked. */
abstract class SdkSuite {

  private static final String ASKING = ",\"stream_options\":{\"include_usage\":true}}";

  @TempDir Path scratch;

  /** The application. */
  abstract App app();

  /** Its calls, as {@link Ledger#line} writes them. */
  abstract List<String> calls();

  /** Whether it talks to an API whose streams are asked for usage; all others are left alone. */
  boolean isAskedForUsage() {
    return false;
  }

  @ParameterizedTest
  @EnumSource
  void everyCallIsPricedAndNothingElseChanges(Jdk jdk) throws Exception {
    Path home = scratch.resolve("home");
    AppRun plain = AppRun.plain(app(), jdk, scratch);
    AppRun watched;
    List<Received> spans;
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      watched = AppRun.underAgent(app(), jdk, scratch, home, receiver);
      spans = receiver.spans();
    }

    assertThat(plain.result().exit()).isZero();
    assertThat(watched.result()).isEqualTo(plain.result());
    assertThat(sent(watched)).isEqualTo(sent(plain));
    List<JournalEntry> entries = Ledger.read(home);
    assertThat(Ledger.lines(entries)).containsExactlyElementsOf(calls());
    assertThat(traceParents(watched)).containsExactlyElementsOf(traceParents(entries));
    assertThat(spans.stream().map(SdkSuite::told))
        .containsExactlyInAnyOrderElementsOf(entries.stream().map(SdkSuite::told).toList());
  }

  /**
   * Requests without what differs from run to run, and, where it may be asked, without the question
   * for usage, which stands at their end where it is ours.
   */
  private List<String> sent(AppRun run) {
    return run.requests().stream()
        .map(
            request ->
                String.join(
                    " ",
                    request.protocol(),
                    request.method(),
                    request.host(),
                    request.path(),
                    request.query(),
                    isAskedForUsage() ? request.body().replace(ASKING, "}") : request.body()))
        .toList();
  }

  private static List<String> traceParents(AppRun run) {
    return run.requests().stream()
        .map((RecordedRequest request) -> request.header("traceparent"))
        .filter(Objects::nonNull)
        .toList();
  }

  /** What the wire has to name: our span, where the host is a provider's for certain. */
  private static List<String> traceParents(List<JournalEntry> entries) {
    return entries.stream()
        .filter(entry -> !entry.target().host().equals("localhost"))
        .map(
            entry -> "00-%s-%s-01".formatted(entry.identity().traceId(), entry.identity().spanId()))
        .toList();
  }

  /** What a span and a ledger line have to agree on. */
  private static String told(JournalEntry entry) {
    BigDecimal usd = entry.cost().usd();
    return entry.identity().traceId()
        + entry.identity().spanId()
        + (usd == null ? "" : " " + usd.doubleValue());
  }

  private static String told(Received received) {
    Span span = received.span();
    return span.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("gen_ai.usage.cost"))
        .map(attribute -> " " + attribute.getValue().getDoubleValue())
        .collect(joining("", hex(span.getTraceId()) + hex(span.getSpanId()), ""));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
