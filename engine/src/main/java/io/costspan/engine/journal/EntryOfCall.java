// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.price.PriceQuery;
import java.util.List;

/** What is kept of a settled call. */
final class EntryOfCall {

  private EntryOfCall() {}

  static JournalEntry of(PricedCall priced, String service) {
    JournalEntry plain = entry(priced, service, List.of());
    return plain.says(priced.parts()) ? plain : entry(priced, service, priced.parts());
  }

  private static JournalEntry entry(PricedCall priced, String service, List<PriceQuery> billed) {
    CallRecord call = priced.call();
    String asked = call.request().model();
    return new JournalEntry(
        call.timing().start(),
        service,
        new JournalEntry.Identity(
            call.id(),
            call.group(),
            call.attempt(),
            call.trace().traceId(),
            call.trace().spanId(),
            call.trace().parentSpanId()),
        new JournalEntry.Target(
            call.endpoint().provider(),
            call.endpoint().dialect().id(),
            call.endpoint().operation(),
            call.endpoint().host(),
            call.endpoint().port()),
        asked != null ? asked : call.endpoint().pathModel(),
        call.response().model(),
        call.response().stream(),
        new JournalEntry.Ending(
            call.status(),
            call.outcome(),
            call.errorType(),
            call.timing().durationNanos(),
            call.timing().firstChunkNanos()),
        used(call, billed),
        priced.cost(),
        call.credential(),
        Handled.of(priced));
  }

  private static JournalEntry.Used used(CallRecord call, List<PriceQuery> billed) {
    UsageEstimate estimate = call.estimate();
    String tier = call.response().serviceTier();
    return new JournalEntry.Used(
        call.usage(),
        call.response().extraUsage(),
        tier != null ? tier : call.request().serviceTier(),
        call.response().region(),
        call.response().providerUsd(),
        call.response().anomalies(),
        estimate == null ? List.of() : estimate.units().stream().sorted().toList(),
        billed);
  }
}
