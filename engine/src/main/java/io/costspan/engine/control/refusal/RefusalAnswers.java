// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.contract.AnswerBody;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.RefusalForm;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.engine.passage.Ruling;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Refuses calls in the words of the provider they were meant for. A stream gets the same plain
 * error, as it would from the provider before its first event. Thread-safe.
 *
 * <p>Never a status of the server's own failing, and always {@code x-should-retry: false}: an SDK
 * that tries again makes of one refusal several, and of a limit a storm.
 */
public final class RefusalAnswers implements RefusalShape {
  private static final JsonFactory JSON = new JsonFactory();

  /** Says to anyone who looks that costspan refused, not the provider, and why. */
  private static final String MARK = "x-costspan-refusal";

  private final RefusalOptions options;

  /**
   * @param options what the user wants
   */
  public RefusalAnswers(RefusalOptions options) {
    this.options = options;
  }

  @Override
  public Ruling.Refused of(Arrival arrival, Asked asked, Refusal refusal) {
    Handling handling = Handling.refused(refusal.rule(), refusal.code());
    if (options.form() == RefusalForm.EXCEPTION) {
      return new Ruling.Refused(new Verdict.Refuse(new IOException(refusal.message())), handling);
    }
    ErrorShape shape = ErrorShape.of(arrival.endpoint());
    Stop stop = new Stop(refusal, status(shape, refusal), requestId());
    byte[] body = body(shape, stop);
    return new Ruling.Refused(
        new Verdict.Answer(stop.status(), headers(shape, stop), body.length, AnswerBody.of(body)),
        handling);
  }

  private int status(ErrorShape shape, Refusal refusal) {
    Integer chosen = refusal.isLimit() ? options.limitStatus() : options.status();
    if (chosen != null) {
      return chosen;
    }
    return refusal.isLimit() ? shape.limitStatus() : shape.moneyStatus();
  }

  private static List<Map.Entry<String, String>> headers(ErrorShape shape, Stop stop) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("content-type", "application/json"));
    headers.add(Map.entry(shape.requestIdHeader(), stop.requestId()));
    headers.add(Map.entry("x-should-retry", "false"));
    headers.add(Map.entry(MARK, stop.refusal().code()));
    shape.more().apply(stop).forEach((name, value) -> headers.add(Map.entry(name, value)));
    if (stop.refusal().retryAfter() != null) {
      headers.add(Map.entry("retry-after", Long.toString(stop.retrySeconds())));
      headers.add(Map.entry("retry-after-ms", Long.toString(stop.retryMillis())));
    }
    return headers;
  }

  /** By way of a string, because a generator of bytes would throw at half a surrogate pair. */
  private static byte[] body(ErrorShape shape, Stop stop) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      shape.body().write(json, stop);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String requestId() {
    return "costspan-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
