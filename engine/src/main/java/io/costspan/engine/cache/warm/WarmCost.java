// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.warm;

import io.costspan.engine.cache.CacheRoom;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.meter.Rehearsals;
import io.costspan.engine.passage.Forecast;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What requests may cost. One use. */
final class WarmCost {
  private int cached;
  private int again;
  private int useless;
  private String firstUseless = "";
  private int toMake;
  private int unpriced;
  private BigDecimal usd = BigDecimal.ZERO;
  private BigDecimal inputUsd = BigDecimal.ZERO;

  private WarmCost() {}

  /**
   * One line that says it.
   *
   * @throws IllegalArgumentException when a request is no call that costspan knows
   */
  static String of(List<WarmRequest> requests, CacheRoom room, Rehearsals rehearsals) {
    WarmCost cost = new WarmCost();
    Set<CacheKey> seen = new HashSet<>();
    for (WarmRequest request : requests) {
      cost.add(WarmCall.of(request, room, rehearsals), seen);
    }
    return cost.line(requests.size());
  }

  private void add(WarmCall call, Set<CacheKey> seen) {
    CacheKey key = call.look().key();
    if (key == null) {
      firstUseless =
          useless == 0 ? "line " + call.request().line() + ": " + call.against() : firstUseless;
      useless++;
    } else if (call.look().cached()) {
      cached++;
    } else if (!seen.add(key)) {
      again++;
    } else {
      toMake++;
      price(call.rehearsal().asked().forecast());
    }
  }

  private void price(Forecast forecast) {
    BigDecimal all = forecast.usd();
    if (all == null) {
      unpriced++;
      return;
    }
    usd = usd.add(all);
    if (forecast.inputUsd() != null) {
      inputUsd = inputUsd.add(forecast.inputUsd());
    }
  }

  private String line(int requests) {
    StringBuilder line = new StringBuilder();
    line.append(requests).append(" requests: ").append(cached).append(" cached already");
    if (again > 0) {
      line.append(", ").append(again).append(" there more than once");
    }
    if (useless > 0) {
      line.append(", ").append(useless).append(" whose answers would not be kept");
      line.append(" (").append(firstUseless).append(")");
    }
    line.append("; ").append(toMake).append(" to be made");
    if (toMake > unpriced) {
      line.append(" may cost ").append(money(usd)).append(" USD, ");
      line.append(money(inputUsd)).append(" of it for the prompts");
    }
    if (unpriced > 0) {
      line.append(", ").append(unpriced).append(" of them at a price that is not known");
    }
    return line.toString();
  }

  /** Rounded up: what may be spent is not told smaller than it is. */
  private static String money(BigDecimal usd) {
    return usd.setScale(Math.min(6, Math.max(0, usd.scale())), RoundingMode.UP).toPlainString();
  }
}
