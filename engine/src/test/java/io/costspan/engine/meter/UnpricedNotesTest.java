// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.wire.Endpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnpricedNotesTest {

  private final MeterHarness harness = new MeterHarness();
  private final Meter meter =
      new Meter(
          (method, host, port, url) ->
              new Endpoint(host, "chat", new CountingDialect(), host, port, "m\n1", null),
          harness.settler,
          new Fingerprint(new byte[16]),
          new TraceLinks(traceId -> true),
          () -> null,
          false,
          Clock.systemUTC());
  private final List<String> told = new ArrayList<>();
  private final UnpricedNotes notes = new UnpricedNotes(told::add);

  private void call(String provider, String used) {
    Call call =
        meter.open("POST", provider, 443, "https://" + provider, Map.of(), MeterHarness.HEADERS);
    BodyTap tap = MeterHarness.exchange(call, "", 200);
    tap.data(MeterHarness.bytes(used));
    tap.end();
  }

  private List<PricedCall> unpriced() {
    return harness.settle().stream()
        .map(call -> new PricedCall(call.call(), Cost.unpriced("unknown-model"), call.parts()))
        .toList();
  }

  @Test
  void eachModelIsNamedOnceWithWhatToDo() {
    call("one", "used");
    call("one", "used");
    call("two", "used");

    unpriced().forEach(notes::settled);

    assertThat(told).hasSize(2);
    assertThat(told.get(0))
        .startsWith("no price for one/")
        .contains("(unknown-model)", "costspan.price.file", "costspan.price.aliases.")
        .doesNotContain("\n");
    assertThat(told.get(1)).startsWith("no price for two/");
  }

  @Test
  void aCallThatHasAPriceOrNoUsageIsNotItsMatter() {
    call("one", "used");
    PricedCall priced = harness.settle().get(0);

    notes.settled(priced);
    notes.settled(new PricedCall(priced.call(), Cost.unpriced("no-usage")));

    assertThat(priced.cost().state()).isNotEqualTo(CostState.UNPRICED);
    assertThat(told).isEmpty();
  }

  @Test
  void theNamesAreBounded() {
    for (int i = 0; i < 60; i++) {
      call("p" + i, "used");
    }

    unpriced().forEach(notes::settled);

    assertThat(told).hasSize(51);
    assertThat(told.get(50)).startsWith("more than 50 models have no price");
  }
}
