// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.contract.Caller;
import io.costspan.engine.wire.RequestFacts;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call as its body tells it. For one thread at a time.
 *
 * <p>The forecast is made when first asked for, and once for all who ask.
 */
public final class Asked {
  private final Subject subject;
  private final RequestFacts facts;
  private final Caller caller;
  private @Nullable ByteBuffer body;
  private @Nullable Supplier<Forecast> source;
  private @Nullable Forecast forecast;

  /**
   * @param subject with the model
   * @param facts what is asked for
   * @param body the whole body, read-only; {@code null} when it could not be read ahead
   * @param caller whose thread would wait
   * @param forecast what the call may come to
   */
  public Asked(
      Subject subject,
      RequestFacts facts,
      @Nullable ByteBuffer body,
      Caller caller,
      Supplier<Forecast> forecast) {
    this.subject = subject;
    this.facts = facts;
    this.body = body;
    this.caller = caller;
    this.source = forecast;
  }

  /** Who calls whom. */
  public Subject subject() {
    return subject;
  }

  /** What is asked for. */
  public RequestFacts facts() {
    return facts;
  }

  /** A view of the whole body of one's own; {@code null} when it could not be read ahead. */
  public @Nullable ByteBuffer body() {
    ByteBuffer all = body;
    return all == null ? null : all.duplicate();
  }

  /** Whose thread would wait. */
  public Caller caller() {
    return caller;
  }

  /** What the call may come to; not known where nobody asked before it was decided about. */
  public Forecast forecast() {
    Forecast known = forecast;
    if (known == null) {
      Supplier<Forecast> from = source;
      known = from == null ? Forecast.UNKNOWN : from.get();
      forecast = known;
    }
    return known;
  }

  /** The call is decided about: its body, which may be long, is not kept until it has ended. */
  public void decided() {
    body = null;
    source = null;
  }
}
