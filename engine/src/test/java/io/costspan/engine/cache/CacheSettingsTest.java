// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.ControlRoom;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.price.CataloguePricer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheSettingsTest {
  @TempDir Path home;

  @Test
  void rulesAreReadInTheOrderTheyAreWritten() {
    CacheRule faq =
        CacheRules.of(
                settings(
                    "costspan.cache.rules.faq.ttl",
                    "1h",
                    "costspan.cache.rules.faq.by",
                    "tag.tenant,header.x-org,service",
                    "costspan.cache.rules.faq.ignore",
                    "user,messages",
                    "costspan.cache.rules.faq.normalise",
                    "trim+case",
                    "costspan.cache.rules.faq.temperature",
                    "0",
                    "costspan.cache.rules.faq.join",
                    "false",
                    "costspan.cache.rules.faq.stale-if-error",
                    "10m",
                    "costspan.cache.rules.faq.max-size",
                    "2MB"))
            .get(0);
    assertThat(faq.name()).isEqualTo("faq");
    assertThat(faq.ttl()).isEqualTo(Duration.ofHours(1));
    assertThat(faq.mode()).isEqualTo(CacheRule.Mode.ON);
    assertThat(faq.zeroTemperature()).isTrue();
    assertThat(faq.joinWait()).isNull();
    assertThat(faq.staleIfError()).isEqualTo(Duration.ofMinutes(10));
    assertThat(faq.maxSize()).isGreaterThanOrEqualTo(2_000_000);
    assertThat(faq.tools()).isFalse();
  }

  @Test
  void theCacheIsOnTheBoardOfAJvmThatHasARuleAndNotBefore() {
    assertThat(
            new ControlRoom("app", settings(), SharedLedger.NONE, CataloguePricer.bundled())
                .board()
                .sections())
        .doesNotContain("cache");

    ControlRoom room =
        new ControlRoom(
            "app",
            settings(
                "costspan.cache.rules.faq.ttl", "1h",
                "costspan.cache.disk.enabled", "true"),
            SharedLedger.NONE,
            CataloguePricer.bundled());
    assertThat(room.board().rows("cache"))
        .extracting(row -> row.get("rule"))
        .contains("(memory)", "(disk)");
    assertThat(room.board().perform("invalidate", Map.of("model", "gpt-*"), "me"))
        .contains("0 answers");
    assertThatThrownBy(() -> room.board().perform("invalidate", Map.of("tag", "x"), "me"))
        .hasMessageContaining("NAME=PATTERN");
    assertThat(Files.isDirectory(home.resolve("cache"))).isTrue();
  }

  private Settings settings(String... pairs) {
    Properties properties = new Properties();
    properties.setProperty("costspan.home", home.toString());
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return Settings.load(null, properties, Map.of());
  }
}
