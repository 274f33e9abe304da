// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.contract.BodyTap;
import io.costspan.engine.cache.join.Joined;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The answer to a call that others wait for, told to them as the application reads it. */
final class Leading implements BodyTap {
  private final Joined.Lead flight;
  private final boolean stream;

  Leading(Joined.Lead flight, RequestFacts request, Endpoint endpoint) {
    this.flight = flight;
    this.stream =
        Boolean.TRUE.equals(request.stream()) || Boolean.TRUE.equals(endpoint.pathStream());
  }

  /** Whether its answer is to be followed as it arrives. */
  boolean stream() {
    return stream;
  }

  /** The head is there. */
  BodyTap start(int status, ResponseHead head) {
    flight.head(status, KeptHeaders.of(head), stream);
    return this;
  }

  @Override
  public void data(ByteBuffer bytes) {
    flight.data(bytes);
  }

  @Override
  public void end() {
    // the call's end is told by over(), when what it is worth is known and stored
  }

  @Override
  public void abort(@Nullable Throwable cause) {
    // as above
  }

  @Override
  public boolean readOn() {
    return flight.missed();
  }

  void over(boolean whole, @Nullable Object rescue, Usage usage) {
    flight.over(whole, rescue, usage);
  }
}
