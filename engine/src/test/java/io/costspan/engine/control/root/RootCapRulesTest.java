// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.Settings;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RootCapRulesTest {

  @Test
  void readsTheLimitAndWhatItConcerns() {
    Properties properties = new Properties();
    properties.setProperty("costspan.root-caps.agent.limit", "2 USD");
    Settings settings = Settings.load(null, properties, Map.of());
    assertThat(settings.problems()).isEmpty();

    assertThat(RootCapRules.of(settings))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.name()).isEqualTo("agent");
              assertThat(rule.limit()).hasToString("2 USD");
            });
  }
}
