// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a finished call owes: nothing where nothing can have been served, the pricer's
 * answer where usage is known, and an explicit "not known" otherwise.
 */
final class Billing {
  private static final int FIRST_ERROR_STATUS = 400;

  /** Failures that come before a request can have reached a provider. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "java.net.ConnectException",
          "java.net.UnknownHostException",
          "java.net.NoRouteToHostException",
          "java.nio.channels.UnresolvedAddressException",
          "javax.net.ssl.SSLHandshakeException",
          "java.net.http.HttpConnectTimeoutException");

  private final Pricer pricer;

  Billing(Pricer pricer) {
    this.pricer = pricer;
  }

  /** A call with its cost, and what the pricer was asked about it. */
  PricedCall priced(CallRecord call) {
    return new PricedCall(call, of(call), parts(call), avoided(call), List.of());
  }

  /**
   * A stale answer stood in for a call that had failed, a refused one would not be made, and what
   * failed instead of a call has saved none.
   */
  private @Nullable Cost avoided(CallRecord call) {
    Handling.Action action = call.handling().action();
    boolean instead =
        call.errorType() == null
            && (action == Handling.Action.HIT || action == Handling.Action.JOINED);
    boolean priceable = !call.usage().isEmpty() || call.response().providerUsd() != null;
    return instead && priceable ? asked(call) : null;
  }

  private static List<PriceQuery> parts(CallRecord call) {
    try {
      List<PriceQuery> parts = queries(call, call.response());
      boolean asked =
          parts.stream().anyMatch(part -> !part.usage().isEmpty() || part.providerUsd() != null);
      return asked ? parts : List.of();
    } catch (RuntimeException e) {
      return List.of();
    }
  }

  /** The cost of a call; never throws what the pricer throws. */
  Cost of(CallRecord call) {
    ResponseFacts response = call.response();
    if (!call.outcome().sent()) {
      return nothing("not-sent");
    }
    if (call.usage().isEmpty() && response.providerUsd() == null) {
      String unbilled = unbilled(call);
      return unbilled == null ? Cost.unpriced(missing(call)) : nothing(unbilled);
    }
    return asked(call);
  }

  /** Whether nothing can have been served for a call without usage. */
  static boolean neverSent(CallRecord call) {
    return !call.outcome().sent()
        || (call.status() == 0 && call.errorType() != null && NOT_SENT.contains(call.errorType()));
  }

  private Cost asked(CallRecord call) {
    try {
      return noted(pricer.price(queries(call, call.response())), call.estimate());
    } catch (RuntimeException e) {
      return Cost.unpriced("pricing failed: " + e);
    }
  }

  private static Cost noted(Cost cost, @Nullable UsageEstimate estimate) {
    return estimate == null || estimate.note() == null ? cost : cost.noting(estimate.note());
  }

  private static List<PriceQuery> queries(CallRecord call, ResponseFacts response) {
    List<PriceQuery> all = new ArrayList<>(1);
    ResponseFacts.Served served = response.served();
    if (served == null || served.shares().isEmpty() || response.providerUsd() != null) {
      all.add(query(call, servedModel(call), call.usage(), response.providerUsd()));
    } else {
      for (ResponseFacts.ModelUsage share : served.shares()) {
        all.add(query(call, share.model(), share.usage(), null));
      }
    }
    for (ResponseFacts.ModelUsage extra : response.extraUsage()) {
      all.add(query(call, extra.model(), extra.usage(), null));
    }
    return all;
  }

  /** Behind Hugging Face's router, the price is that of the provider it chose. */
  private static @Nullable String servedModel(CallRecord call) {
    String model = call.response().model();
    ResponseFacts.Served served = call.response().served();
    return model != null
            && served != null
            && served.by() != null
            && call.endpoint().provider().equals("huggingface")
            && model.indexOf(':') < 0
        ? model + ":" + served.by()
        : model;
  }

  private static PriceQuery query(
      CallRecord call, @Nullable String model, Usage usage, @Nullable BigDecimal providerUsd) {
    String tier = call.response().serviceTier();
    return new PriceQuery(
        Seller.of(call.endpoint()),
        call.request().model() != null ? call.request().model() : call.endpoint().pathModel(),
        model,
        usage,
        call.estimate() != null || !call.outcome().whole(),
        call.timing().priced(),
        tier != null ? tier : call.request().serviceTier(),
        region(call),
        providerUsd,
        variant(call));
  }

  /** What else has a price of its own: the picture asked for, the breadth of the search. */
  private static Map<String, String> variant(CallRecord call) {
    ResponseFacts.Served served = call.response().served();
    if (served != null && served.searchContext() != null) {
      return Map.of("search_context_size", served.searchContext().toLowerCase(Locale.ROOT));
    }
    return call.request().media() == null ? Map.of() : call.request().media().variant();
  }

  private static @Nullable String region(CallRecord call) {
    String region = Seller.region(call.endpoint());
    return region == null ? call.response().region() : region;
  }

  private static @Nullable String unbilled(CallRecord call) {
    if (call.status() >= FIRST_ERROR_STATUS || errorInsteadOfAnswer(call)) {
      return "error-not-billed";
    }
    return neverSent(call) ? "not-sent" : null;
  }

  /** A whole answer that is nothing but an error, whatever its status. */
  private static boolean errorInsteadOfAnswer(CallRecord call) {
    ResponseFacts response = call.response();
    return call.outcome() == Outcome.COMPLETE
        && response.error() != null
        && !response.stream()
        && response.finishReasons().isEmpty();
  }

  private static String missing(CallRecord call) {
    if (call.status() == 0) {
      return "no-answer";
    }
    return switch (call.outcome()) {
      case COMPLETE -> "no-usage";
      case UNREAD -> "unread";
      case PENDING -> "background";
      default -> "incomplete";
    };
  }

  private static Cost nothing(String reason) {
    return new Cost(
        CostState.PRICED, BigDecimal.ZERO, BigDecimal.ZERO, Map.of(), null, null, null, reason);
  }
}
