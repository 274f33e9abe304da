// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.RequestHints;
import io.costspan.engine.wire.text.SampleRoom;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells of calls what the meter would tell the controls, without making them. Thread-safe. */
public final class Rehearsals {
  /** Text of one prompt that is looked at for its forecast. */
  private static final long SAMPLED_BYTES = 1L << 20;

  private static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          for (Map.Entry<String, String> header : message.entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
              return header.getValue();
            }
          }
          return null;
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };

  private final Detector detector;
  private final Fingerprint fingerprint;
  private final Guidance guidance;

  /**
   * @param detector tells calls from other traffic
   * @param fingerprint of credentials
   * @param guidance whose tags and forecasts
   */
  public Rehearsals(Detector detector, Fingerprint fingerprint, Guidance guidance) {
    this.detector = detector;
    this.fingerprint = fingerprint;
    this.guidance = guidance;
  }

  /**
   * A call with a body that is there as a whole; {@code null} when it is none that costspan knows.
   *
   * @param url absolute, with a host
   */
  public @Nullable Rehearsal of(String method, URI url, Map<String, String> headers, byte[] body) {
    int port = url.getPort() >= 0 ? url.getPort() : "http".equals(url.getScheme()) ? 80 : 443;
    Endpoint address = detector.detect(method, url.getHost(), port, url.toString());
    if (address == null) {
      return null;
    }
    Function<String, @Nullable String> header = name -> HEADERS.first(headers, name);
    Endpoint endpoint = RequestHints.apply(address, header);
    RequestSide reading = new RequestSide(endpoint, null, new SampleRoom(SAMPLED_BYTES));
    ByteBuffer whole = ByteBuffer.wrap(body).asReadOnlyBuffer();
    reading.whole(whole.duplicate());
    RequestFacts facts = reading.facts();
    if (!endpoint.confirmedBy(facts)) {
      return null;
    }
    String model = facts.model() != null ? facts.model() : endpoint.pathModel();
    Subject who =
        new Subject(
            endpoint.provider(),
            endpoint.pathModel(),
            endpoint.operation(),
            endpoint.host(),
            guidance.service(),
            fingerprint.of(Meter.credential(headers, HEADERS)),
            guidance.tagsOf(header, null));
    Subject subject = who.withModel(model);
    return new Rehearsal(
        new Arrival(
            endpoint, method, url.toString(), header, to -> HEADERS.each(headers, to), null, who),
        new Asked(
            subject,
            facts,
            whole,
            Caller.WAITS,
            () ->
                guidance
                    .forecaster()
                    .of(
                        endpoint,
                        subject,
                        facts,
                        () -> PromptSize.tokens(endpoint, model, reading.text(), whole))));
  }
}
