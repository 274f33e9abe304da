// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.journal.JournalOptions;
import io.costspan.engine.journal.JournalSink;
import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.Timing;
import io.costspan.engine.meter.TraceLink;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that shares a ledger: for every amount it is told it writes a call of that cost, and for
 * every other word an order to the budget; each time it says when it has.
 */
final class SpendingProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private SpendingProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Argument: home. */
  public static void main(String[] arguments) throws IOException {
    JournalSink sink = new JournalSink(options(Path.of(arguments[0])));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (Character.isDigit(line.charAt(0))) {
        sink.settled(call(new BigDecimal(line)));
      } else {
        sink.ordered(
            new ControlOrder(
                Instant.now(),
                "test",
                ControlOrder.What.valueOf(line),
                "daily",
                null,
                null,
                null,
                null,
                null));
      }
      System.out.println(line);
    }
  }

  static JournalOptions options(Path home) {
    return new JournalOptions(home, "shop", 1 << 20, 1 << 24, Duration.ofDays(9));
  }

  static SpendingProcess start(Path home) throws IOException {
    return new SpendingProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SpendingProcess.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** Has it write something down, and waits until it has. */
  void say(String what) throws IOException {
    process.getOutputStream().write((what + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    if (!what.equals(output.readLine())) {
      throw new IOException("the process has ended");
    }
  }

  /** Kills it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static PricedCall call(BigDecimal usd) {
    Endpoint endpoint =
        new EndpointDetector()
            .detect("POST", "api.openai.com", 443, "https://api.openai.com/v1/chat/completions");
    return new PricedCall(
        new CallRecord(
            "00000000000000aa",
            "00000000000000aa",
            1,
            Objects.requireNonNull(endpoint),
            RequestFacts.UNKNOWN,
            ResponseFacts.UNKNOWN,
            200,
            Outcome.COMPLETE,
            null,
            new Timing(Instant.now(), 1_000, -1, new long[0]),
            new TraceLink("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null, true, null),
            null),
        new Cost(CostState.PRICED, usd, usd, Map.of(), "openai/gpt-4o", "exact", "test", null));
  }
}
