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
  private final @Nullable ByteBuffer body;
  private final Caller caller;
  private final Supplier<Forecast> source;
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
    return body == null ? null : body.duplicate();
  }

  /** Whose thread would wait. */
  public Caller caller() {
    return caller;
  }

  /** What the call may come to. */
  public Forecast forecast() {
    Forecast known = forecast;
    if (known == null) {
      known = source.get();
      forecast = known;
    }
    return known;
  }
}
