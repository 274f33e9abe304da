// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestHints;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
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
  private final Guidance guidance;
  private final AttemptGroups attempts = new AttemptGroups();
  private final CallsInFlight inFlight = new CallsInFlight();
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
        new StreamUsage(StreamUsageMode.NEVER),
        Guidance.NONE);
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
   * @param guidance who decides about calls
   */
  public Meter(
      Detector detector,
      Settler settler,
      Fingerprint fingerprint,
      TraceLinks links,
      Supplier<@Nullable TraceParent> ambient,
      boolean inject,
      Clock clock,
      StreamUsage streamUsage,
      Guidance guidance) {
    this.detector = detector;
    this.settler = settler;
    this.fingerprint = fingerprint;
    this.links = links;
    this.ambient = ambient;
    this.inject = inject;
    this.clock = clock;
    this.streamUsage = streamUsage;
    this.guidance = guidance;
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
    Captured caller = captured instanceof Captured theirs ? theirs : null;
    if (parent == null && caller != null) {
      parent = caller.trace();
    }
    String seen = fingerprint.of(credential(request, headers));
    // a promised answer is owed by who asked for it, whoever fetches it
    String key = promised != null && promised.credential() != null ? promised.credential() : seen;
    Function<String, @Nullable String> header = name -> headers.first(request, name);
    return new MeteredCall(
        this,
        endpoint,
        url,
        controls(method, endpoint, url, header, headers, request, key, parent, caller, promised),
        parent,
        // what may turn out to be no call of ours is left exactly as it is
        inject && onRequest == null && endpoint.certain() && promised == null,
        streamUsage.mayAsk(endpoint, request, headers) ? streamUsage : null,
        key,
        promised);
  }

  private <R> ControlSide controls(
      String method,
      Endpoint endpoint,
      String url,
      Function<String, @Nullable String> header,
      HeaderReader<R> headers,
      R request,
      @Nullable String key,
      @Nullable TraceParent parent,
      @Nullable Captured caller,
      @Nullable CallRecord promised) {
    Subject who =
        new Subject(
            endpoint.provider(),
            endpoint.pathModel(),
            endpoint.operation(),
            endpoint.host(),
            guidance.service(),
            key,
            promised == null ? guidance.tagsOf(header, caller) : promised.handling().tags());
    if (promised != null) {
      return ControlSide.none(guidance, endpoint, who, to -> headers.each(request, to));
    }
    return ControlSide.of(
        guidance,
        new Arrival(
            endpoint,
            method,
            url,
            header,
            to -> headers.each(request, to),
            parent == null ? null : parent.traceId(),
            who));
  }

  @Override
  public @Nullable Object capture(String method, String host, int port, String url) {
    boolean ours =
        detector.detect(method, host, port, url) != null
            || later.asked(method, host, port, url) != null;
    return ours ? Captured.of(ambient.get(), guidance.tags().ofThread()) : null;
  }

  /** The calls under way, the oldest first. */
  public List<CallInFlight> inFlight() {
    return inFlight.list();
  }

  CallsInFlight calls() {
    return inFlight;
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

  /** The credential that a request shows; {@code null} when it shows none. */
  static <R> @Nullable String credential(R request, HeaderReader<R> headers) {
    for (String name : CREDENTIAL_HEADERS) {
      String value = headers.first(request, name);
      if (value != null) {
        return lasting(value);
      }
    }
    return null;
  }

  /** What is signed anew for each request names the key it is signed with (AWS SigV4). */
  private static String lasting(String value) {
    int at = value.startsWith("AWS4-") ? value.indexOf("Credential=") : -1;
    int end = at < 0 ? -1 : value.indexOf('/', at);
    return end < 0 ? value : value.substring(at, end);
  }
}
