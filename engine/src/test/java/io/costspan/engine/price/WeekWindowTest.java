// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WeekWindowTest {

  private static WeekWindow window(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return WeekWindow.read(JsonRow.read(parser));
    }
  }

  @Test
  void countsByItsOwnClock() throws IOException {
    WeekWindow peak =
        window("{\"zone\":\"Asia/Shanghai\",\"days\":[\"MONDAY\"],\"hours\":[\"09:00-12:00\"]}");

    assertThat(peak.contains(Instant.parse("2026-10-05T00:59:59Z"))).isFalse();
    assertThat(peak.contains(Instant.parse("2026-10-05T01:00:00Z"))).isTrue();
    assertThat(peak.contains(Instant.parse("2026-10-05T03:59:59Z"))).isTrue();
    assertThat(peak.contains(Instant.parse("2026-10-05T04:00:00Z"))).isFalse();
    assertThat(peak.contains(Instant.parse("2026-10-06T02:00:00Z"))).isFalse();
  }

  @Test
  void runsPastMidnightIntoTheNextDay() throws IOException {
    WeekWindow night =
        window("{\"zone\":\"UTC\",\"days\":[\"FRIDAY\"],\"hours\":[\"22:00-02:00\"]}");

    assertThat(night.contains(Instant.parse("2026-10-02T23:00:00Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-10-03T01:59:59Z"))).isTrue();
    assertThat(night.contains(Instant.parse("2026-10-02T01:00:00Z"))).isFalse();
    assertThat(night.contains(Instant.parse("2026-10-03T02:00:00Z"))).isFalse();
  }

  @Test
  void meansEveryDayWhenItNamesNone() throws IOException {
    WeekWindow daily = window("{\"zone\":\"UTC\",\"hours\":[\"00:30-16:30\"]}");

    assertThat(daily.contains(Instant.parse("2026-10-04T12:00:00Z"))).isTrue();
    assertThat(daily.contains(Instant.parse("2026-10-04T16:30:00Z"))).isFalse();
  }
}
