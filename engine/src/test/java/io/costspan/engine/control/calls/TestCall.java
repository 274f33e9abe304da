// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.calls;

import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.EndpointDetector;
import io.costspan.engine.wire.RequestFacts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as controls meet it.
 *
 * @param trace the trace it is in; {@code null} for none
 * @param team tag of its caller
 * @param tokens forecast, half of them for the prompt
 * @param usd forecast; {@code null} for unknown
 * @param body what is asked
 */
public record TestCall(
    @Nullable String trace, String team, long tokens, @Nullable String usd, String body) {
  private static final String URL = "https://api.openai.com/v1/chat/completions";
  private static final Endpoint ENDPOINT =
      Objects.requireNonNull(
          new EndpointDetector().detect("POST", "api.openai.com", 443, URL), "an endpoint");

  /** One of no special kind. */
  public static final TestCall PLAIN = new TestCall(null, "a", 0, null, "{}");

  /** Refuses with an exception that carries the refusal. */
  public static final RefusalShape SHAPE =
      (arrival, asked, refusal) ->
          new Ruling.Refused(
              new Verdict.Refuse(new Refused(refusal)),
              Handling.refused(refusal.rule(), refusal.code()));

  /** The same of another team. */
  public TestCall of(String other) {
    return new TestCall(trace, other, tokens, usd, body);
  }

  /** The same in a trace. */
  public TestCall in(String other) {
    return new TestCall(other, team, tokens, usd, body);
  }

  /** The same with so many tokens. */
  public TestCall tokens(long forecast) {
    return new TestCall(trace, team, forecast, usd, body);
  }

  /** The same with so many dollars. */
  public TestCall usd(String forecast) {
    return new TestCall(trace, team, tokens, forecast, body);
  }

  /** The same asking for something else. */
  public TestCall asking(String other) {
    return new TestCall(trace, team, tokens, usd, other);
  }

  /** By its address. */
  public Arrival arrival() {
    return new Arrival(ENDPOINT, "POST", URL, name -> null, header -> {}, trace, subject());
  }

  /** By its body. */
  public Asked asked() {
    BigDecimal dollars = usd == null ? null : new BigDecimal(usd);
    return new Asked(
        subject().withModel("gpt-4o"),
        RequestFacts.UNKNOWN,
        ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer(),
        Caller.WAITS,
        () -> new Forecast(tokens / 2, tokens - tokens / 2, dollars, dollars));
  }

  private Subject subject() {
    return new Subject(
        "openai", null, "chat", "api.openai.com", "shop", "1a2b", Map.of("team", team));
  }

  /** It ended well and cost so much; {@code null} for a price nobody knows. */
  public static Settlement cost(@Nullable String usd) {
    return settlement(usd, Usage.NONE, 200, true, true, null);
  }

  /** It ended well and used so many tokens. */
  public static Settlement used(long tokens) {
    Usage usage = Usage.builder().set(Unit.INPUT, tokens).set(Unit.OUTPUT, 0).build();
    return settlement("0", usage, 200, true, true, null);
  }

  /** The provider said no. */
  public static Settlement failed(int status) {
    return settlement("0", Usage.NONE, status, true, true, Integer.toString(status));
  }

  /** It never got there. */
  public static Settlement notSent() {
    return settlement("0", Usage.NONE, 0, false, false, "java.net.ConnectException");
  }

  /** The application went away in the middle of the answer. */
  public static Settlement left(@Nullable String usd) {
    return settlement(usd, Usage.NONE, 200, false, true, null);
  }

  private static Settlement settlement(
      @Nullable String usd,
      Usage usage,
      int status,
      boolean whole,
      boolean sent,
      @Nullable String error) {
    BigDecimal dollars = usd == null ? null : new BigDecimal(usd);
    CostState state = usd == null ? CostState.UNPRICED : CostState.PRICED;
    Cost cost = new Cost(state, dollars, dollars, Map.of(), "openai/gpt-4o", "exact", "1", null);
    return new Settlement(cost, usage, status, whole, sent, error);
  }

  /** The refusal behind a ruling. */
  public static Refusal refusal(Ruling ruling) {
    if (ruling instanceof Ruling.Refused refused
        && refused.verdict() instanceof Verdict.Refuse refuse
        && refuse.exception() instanceof Refused carrier) {
      return carrier.refusal;
    }
    throw new AssertionError("no refusal: " + ruling);
  }

  /** Carries a refusal. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    Refused(Refusal refusal) {
      super(refusal.message());
      this.refusal = refusal;
    }
  }
}
