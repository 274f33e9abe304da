// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestHints;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's gate: opens a {@link Call} for every exchange that its detector knows, and hands
 * finished ones to the settler. Thread-safe.
 */
public final class Meter implements CallGate {
  static final String TRACEPARENT = "traceparent";
  private static final String[] CREDENTIAL_HEADERS = {
    "authorization", "x-api-key", "api-key", "x-goog-api-key"
  };

  private final Detector detector;
  private final Settler settler;
  private final Fingerprint fingerprint;
  private final TraceLinks links;
  private final Supplier<@Nullable TraceParent> ambient;
  private final boolean inject;
  private final Clock clock;
  private final StreamUsage streamUsage;
  private final AttemptGroups attempts = new AttemptGroups();
  private final LaterAnswers later = new LaterAnswers(this::nanos);

  /** A meter that changes no request beyond its {@code traceparent}. */
  public Meter(
      Detector detector,
      Settler settler,
      Fingerprint fingerprint,
      TraceLinks links,
      Supplier<@Nullable TraceParent> ambient,
      boolean inject,
      Clock clock) {
    this(
        detector,
        settler,
        fingerprint,
        links,
        ambient,
        inject,
        clock,
        new StreamUsage(StreamUsageMode.NEVER));
  }

  /**
   * @param detector tells calls from other traffic
   * @param settler takes what has ended
   * @param fingerprint of credentials
   * @param links chooses span ids
   * @param ambient the application's own current trace, asked on the caller's thread
   * @param inject whether a {@code traceparent} is set where nobody set one
   * @param clock wall clock of the spans
   * @param streamUsage whose streams are asked for usage
   */
  public Meter(
      Detector detector,
      Settler settler,
      Fingerprint fingerprint,
      TraceLinks links,
      Supplier<@Nullable TraceParent> ambient,
      boolean inject,
      Clock clock,
      StreamUsage streamUsage) {
    this.detector = detector;
    this.settler = settler;
    this.fingerprint = fingerprint;
    this.links = links;
    this.ambient = ambient;
    this.inject = inject;
    this.clock = clock;
    this.streamUsage = streamUsage;
  }

  @Override
  public <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return open(method, host, port, url, request, headers, null);
  }

  @Override
  public <R> @Nullable Call open(
      String method,
      String host,
      int port,
      String url,
      R request,
      HeaderReader<R> headers,
      @Nullable Object captured) {
    Endpoint address = detector.detect(method, host, port, url);
    CallRecord promised = null;
    Endpoint endpoint;
    if (address != null) {
      endpoint = RequestHints.apply(address, name -> headers.first(request, name));
    } else {
      promised = later.asked(method, host, port, url);
      if (promised == null) {
        return null;
      }
      endpoint = promised.endpoint();
    }
    String onRequest = headers.first(request, TRACEPARENT);
    TraceParent parent = TraceParent.parse(onRequest, headers.first(request, "tracestate"));
    if (parent == null) {
      parent = ambient.get();
    }
    if (parent == null && captured instanceof TraceParent callers) {
      parent = callers;
    }
    return new MeteredCall(
        this,
        endpoint,
        url,
        links.below(parent),
        // what may turn out to be no call of ours is left exactly as it is
        inject && onRequest == null && endpoint.certain() && promised == null,
        streamUsage.mayAsk(endpoint, request, headers) ? streamUsage : null,
        fingerprint.of(credential(request, headers)),
        promised);
  }

  @Override
  public @Nullable Object capture(String method, String host, int port, String url) {
    boolean ours =
        detector.detect(method, host, port, url) != null
            || later.asked(method, host, port, url) != null;
    return ours ? ambient.get() : null;
  }

  Settler settler() {
    return settler;
  }

  TraceLinks links() {
    return links;
  }

  AttemptGroups attempts() {
    return attempts;
  }

  LaterAnswers later() {
    return later;
  }

  Clock clock() {
    return clock;
  }

  long nanos() {
    return System.nanoTime();
  }

  private static <R> @Nullable String credential(R request, HeaderReader<R> headers) {
    for (String name : CREDENTIAL_HEADERS) {
      String value = headers.first(request, name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
