// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.PricedCall;
import io.costspan.log.AgentLog;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Spans and metrics of settled calls. The SDK starts on a thread of costspan's own group, so that
 * all threads it makes are in the group and its exports are known as ours; calls that are settled
 * meanwhile are kept for it. Thread-safe.
 */
public final class Telemetry implements CallSink {
  private static final int MOST_EARLY = 8192;

  private final Sampling sampling;
  private final boolean tracing;
  private final CompletableFuture<@Nullable Running> running = new CompletableFuture<>();
  private final Queue<PricedCall> early = new ArrayDeque<>();

  private Telemetry(Sampling sampling, boolean tracing) {
    this.sampling = sampling;
    this.tracing = tracing;
  }

  /**
   * Starts telemetry by the settings and returns at once. Touches no SDK class on the caller's
   * thread.
   */
  public static Telemetry start(TelemetrySettings settings) {
    boolean disabled =
        Boolean.parseBoolean(settings.standard().getOrDefault("otel.sdk.disabled", "false"));
    return start(settings, disabled ? () -> null : () -> new SdkStart(settings).start(), disabled);
  }

  static Telemetry start(
      TelemetrySettings settings, Supplier<@Nullable OpenTelemetrySdk> sdk, boolean disabled) {
    boolean tracing =
        !disabled
            && settings.standard().getOrDefault("otel.traces.exporter", "otlp").contains("otlp");
    Telemetry telemetry = new Telemetry(Sampling.of(settings.standard()), tracing);
    OwnThreads.newThread("telemetry-start", () -> telemetry.run(settings, sdk)).start();
    return telemetry;
  }

  /**
   * Whether a call's span will be exported; asked before its request leaves, from any thread, also
   * before the SDK is up. The engine writes the answer into the {@code traceparent} it injects and
   * into the call's link.
   *
   * @param traceId 32 hex digits
   * @param parentSampled the parent's flag; {@code null} for a root
   */
  public boolean sampled(String traceId, @Nullable Boolean parentSampled) {
    return tracing && sampling.sampled(traceId, parentSampled);
  }

  /** Whether spans are exported at all; where not, the engine injects nothing of its own. */
  public boolean tracing() {
    return tracing;
  }

  @Override
  public synchronized void settled(PricedCall call) {
    if (running.isDone()) {
      write(running.getNow(null), call);
    } else if (early.size() < MOST_EARLY) {
      // waiting here would keep the calls behind this one from the ledger
      early.add(call);
    } else {
      AgentLog.warnOnce("telemetry-early", "telemetry: not up yet, some calls are not exported");
    }
  }

  @Override
  public void flush(long timeoutMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Running up = await(timeoutMillis);
    if (up != null) {
      catchUp(up);
      CompletableResultCode.ofAll(
              List.of(
                  up.sdk().getSdkTracerProvider().forceFlush(),
                  up.sdk().getSdkMeterProvider().forceFlush()))
          .join(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  /** Flushes and stops, within the bound. Calls settled later are not exported. */
  public void close(long timeoutMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Running up = await(timeoutMillis);
    if (up != null) {
      up.sdk().shutdown().join(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
  }

  private void run(TelemetrySettings settings, Supplier<@Nullable OpenTelemetrySdk> start) {
    try {
      OpenTelemetrySdk sdk = start.get();
      Running up = sdk == null ? null : Running.of(sdk, settings);
      running.complete(up);
      catchUp(up);
    } catch (Throwable e) {
      AgentLog.warn("telemetry: could not be started; calls are not exported", e);
      running.complete(null);
    }
  }

  /** Writes what was settled before the SDK was up. */
  private synchronized void catchUp(@Nullable Running up) {
    for (PricedCall call = early.poll(); call != null; call = early.poll()) {
      write(up, call);
    }
  }

  private static void write(@Nullable Running up, PricedCall call) {
    if (up != null) {
      up.metrics().write(call, up.spans().write(call));
    }
  }

  private @Nullable Running await(long timeoutMillis) {
    try {
      return running.get(timeoutMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  private record Running(OpenTelemetrySdk sdk, SpanWriter spans, MetricWriter metrics) {
    static Running of(OpenTelemetrySdk sdk, TelemetrySettings settings) {
      return new Running(
          sdk,
          new SpanWriter(sdk.getTracerProvider(), settings.version()),
          new MetricWriter(sdk.getMeterProvider(), settings));
    }
  }
}
