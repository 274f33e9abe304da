// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.meter.Outcome;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One settled call as the ledger keeps it: what was used beside what it cost, so that it can be
 * priced again. No prompt, answer or key is in it. Immutable.
 *
 * @param at when the call started
 * @param service name of the application
 * @param identity which call it is
 * @param target where it went
 * @param requestModel the model asked for, in the body or the path
 * @param responseModel the model that served
 * @param stream whether the answer came as a stream
 * @param ending how it ended
 * @param used what was used
 * @param cost what it cost, and by which catalogue
 * @param credential short salted fingerprint of the API key; {@code null} when none was seen
 * @param handled what costspan did about it beside watching
 */
public record JournalEntry(
    Instant at,
    String service,
    Identity identity,
    Target target,
    @Nullable String requestModel,
    @Nullable String responseModel,
    boolean stream,
    Ending ending,
    Used used,
    Cost cost,
    @Nullable String credential,
    Handled handled) {

  /**
   * Which call it is.
   *
   * @param id of the attempt
   * @param group id of the first attempt of the same logical call
   * @param attempt 1 for the first
   * @param traceId 32 hex digits
   * @param spanId 16 hex digits
   * @param parentSpanId 16 hex digits; {@code null} for a root
   */
  public record Identity(
      String id,
      String group,
      int attempt,
      String traceId,
      String spanId,
      @Nullable String parentSpanId) {}

  /**
   * Where a call went.
   *
   * @param provider provider id
   * @param dialect id of the dialect it was read by
   * @param operation the GenAI conventions' operation name
   * @param host the host as the application wrote it
   * @param port 1 to 65535; 0 in a line that does not say
   */
  public record Target(String provider, String dialect, String operation, String host, int port) {

    /** Ollama at home costs nothing; the same API at Ollama's own costs what no catalogue says. */
    String seller() {
      String name = host.toLowerCase(Locale.ROOT);
      boolean cloud = name.equals("ollama.com") || name.endsWith(".ollama.com");
      return provider.equals("ollama") && cloud ? "ollama_cloud" : provider;
    }

    /** The data region that the host tells; {@code null} as a rule. */
    @Nullable String region() {
      return switch (host.toLowerCase(Locale.ROOT)) {
        case "eu.api.openai.com" -> "eu";
        case "us.api.openai.com" -> "us";
        default -> null;
      };
    }
  }

  /**
   * How a call ended.
   *
   * @param status HTTP status; 0 when no head came
   * @param errorType {@code error.type} of the conventions; {@code null} for success
   * @param durationNanos from the request to the end of the body
   * @param firstChunkNanos from the request to the first chunk of a stream; -1 when it was none
   */
  public record Ending(
      int status,
      Outcome outcome,
      @Nullable String errorType,
      long durationNanos,
      long firstChunkNanos) {}

  /**
   * What a call used.
   *
   * @param usage inclusive totals and their parts
   * @param extraUsage usage billed at another model's price
   * @param serviceTier the tier that served, else the one asked for
   * @param region the data region that served
   * @param providerUsd the cost the provider stated, in USD
   * @param anomalies short names of what was odd in the answer
   * @param estimated the units of {@code usage} that were estimated; empty as a rule
   * @param billed what the pricer was asked; empty where the other fields say it
   */
  public record Used(
      Usage usage,
      List<ModelUsage> extraUsage,
      @Nullable String serviceTier,
      @Nullable String region,
      @Nullable BigDecimal providerUsd,
      List<String> anomalies,
      List<Unit> estimated,
      List<PriceQuery> billed) {}

  /** What to ask a pricer to have the call priced again, the call's own model first. */
  public List<PriceQuery> parts() {
    // a line without it may be older than what told these two from the host
    return used.billed.isEmpty() ? plainParts(target.seller(), dataRegion()) : used.billed;
  }

  private List<PriceQuery> plainParts(String seller, @Nullable String region) {
    List<PriceQuery> parts = new ArrayList<>();
    parts.add(part(seller, region, responseModel, used.usage, used.providerUsd));
    for (ModelUsage extra : used.extraUsage) {
      parts.add(part(seller, region, extra.model(), extra.usage(), null));
    }
    return parts;
  }

  private @Nullable String dataRegion() {
    String region = target.region();
    return region != null ? region : used.region;
  }

  private PriceQuery part(
      String seller,
      @Nullable String region,
      @Nullable String model,
      Usage usage,
      @Nullable BigDecimal providerUsd) {
    return new PriceQuery(
        seller,
        requestModel,
        model,
        usage,
        !ending.outcome.whole() || !used.estimated.isEmpty(),
        at,
        used.serviceTier,
        region,
        providerUsd);
  }

  /** Whether the other fields say what was billed. */
  boolean says(List<PriceQuery> billed) {
    return billed.isEmpty() || billed.equals(plainParts(target.provider, used.region));
  }
}
