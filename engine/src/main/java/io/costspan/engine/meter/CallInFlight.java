// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that is under way.
 *
 * @param provider provider id
 * @param operation the GenAI conventions' operation name
 * @param model the model asked for, as far as it is known
 * @param host the host as the application wrote it
 * @param start when it began
 * @param phase how far it is
 * @param tags of its caller
 */
public record CallInFlight(
    String provider,
    String operation,
    @Nullable String model,
    String host,
    Instant start,
    Phase phase,
    Map<String, String> tags) {

  /** How far a call is. */
  public enum Phase {
    /** It was put off and has not been sent. */
    WAITING,
    /** It was sent; no answer has come. */
    SENT,
    /** Its answer is being read. */
    ANSWERING
  }
}
