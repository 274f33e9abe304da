// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Handling;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one finished attempt, before it is priced. Immutable. No prompt, answer or
 * key is in it.
 *
 * @param id unique id of the attempt, 16 hex digits
 * @param group id shared by the attempts of one logical call: the first attempt's id
 * @param attempt 1 for the first
 * @param endpoint where it went
 * @param request what was asked
 * @param response what was answered
 * @param status HTTP status; 0 when no head came
 * @param outcome how it ended
 * @param errorType {@code error.type} of the conventions: status, provider code, exception class or
 *     {@code timeout}; {@code null} for success
 * @param timing when
 * @param trace where it belongs in the application's traces
 * @param credential short salted fingerprint of the API key; {@code null} when none was seen
 * @param usageAsked whether the stream's usage was asked for on the application's behalf
 * @param estimate where the provider left usage unsaid; {@code null} when it did not, or when
 *     nothing can be estimated
 * @param handling what costspan did about it
 * @param fetched whether it is the answer that an earlier exchange of its group promised
 */
public record CallRecord(
    String id,
    String group,
    int attempt,
    Endpoint endpoint,
    RequestFacts request,
    ResponseFacts response,
    int status,
    Outcome outcome,
    @Nullable String errorType,
    Timing timing,
    TraceLink trace,
    @Nullable String credential,
    boolean usageAsked,
    @Nullable UsageEstimate estimate,
    Handling handling,
    boolean fetched) {

  /** A call that was sent as the application made it, without an estimate. */
  public CallRecord(
      String id,
      String group,
      int attempt,
      Endpoint endpoint,
      RequestFacts request,
      ResponseFacts response,
      int status,
      Outcome outcome,
      @Nullable String errorType,
      Timing timing,
      TraceLink trace,
      @Nullable String credential) {
    this(
        id,
        group,
        attempt,
        endpoint,
        request,
        response,
        status,
        outcome,
        errorType,
        timing,
        trace,
        credential,
        false,
        null,
        Handling.SENT,
        false);
  }

  /** What the answering model used: as the provider said it, or else with what was estimated. */
  public Usage usage() {
    return estimate == null ? response.usage() : estimate.usage();
  }

  /** This call with an estimate. */
  public CallRecord with(UsageEstimate other) {
    return new CallRecord(
        id,
        group,
        attempt,
        endpoint,
        request,
        response,
        status,
        outcome,
        errorType,
        timing,
        trace,
        credential,
        usageAsked,
        other,
        handling,
        fetched);
  }
}
