// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.price.Cost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SettlerTest {
  private final MeterHarness harness = new MeterHarness();

  @Test
  void callsThatDoNotFitAreCounted() {
    Meter meter = harness.meter();
    for (int i = 0; i < 130; i++) {
      MeterHarness.exchange(harness.open(meter, Map.of()), "ask" + i, 200).end();
    }

    assertThat(harness.settler.lost()).isEqualTo(30);
    assertThat(harness.settle()).hasSize(100);
  }

  @Test
  void throwingSinkAndPricerLoseNothingForTheOthers() {
    Settler settler = harness.settler;
    Meter meter = harness.meter();
    MeterHarness.exchange(harness.open(meter, Map.of()), "a", 200).end();
    var tap = MeterHarness.exchange(harness.open(meter, Map.of()), "b", 200);
    tap.data(MeterHarness.bytes("used"));
    tap.end();
    List<Cost> seen = new CopyOnWriteArrayList<>();
    settler.start(
        query -> {
          throw new IllegalStateException("broken");
        },
        List.of(
            call -> {
              throw new LinkageError("gone");
            },
            call -> seen.add(call.cost())));

    assertThat(settler.drain(5000)).isTrue();
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1).reason()).contains("broken");
  }

  @Test
  void drainIsBounded() {
    long start = System.nanoTime();
    assertThat(harness.settler.drain(50)).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
  }
}
