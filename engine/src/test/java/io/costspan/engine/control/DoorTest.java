// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DoorTest {
  private final List<String> log = new ArrayList<>();
  private boolean faulty;
  private final Door door = new Door(SettingsCatalogue.BUDGETS, settings -> made());

  @Test
  void noRoomIsMadeWithoutARule() {
    assertThat(door.open(settings("debug", "false"))).isNull();
    assertThat(log).isEmpty();
  }

  @Test
  void aRoomIsMadeOnceAndToldOfRulesThatGo() {
    Room room = door.open(settings("budgets.a.limit", "1 USD"));
    assertThat(room).isNotNull();
    assertThat(door.open(settings("budgets.b.limit", "1 USD"))).isSameAs(room);
    assertThat(door.open(settings("debug", "false"))).isNull();
    assertThat(door.open(settings("budgets.a.limit", "1 USD"))).isSameAs(room);

    assertThat(log).containsExactly("made", "[a]", "[b]", "[]", "[a]");
  }

  @Test
  void aRoomThatFailsIsLeftOutAndTriedAgain() {
    faulty = true;
    assertThat(door.open(settings("budgets.a.limit", "1 USD"))).isNull();

    faulty = false;
    assertThat(door.open(settings("budgets.a.limit", "1 USD"))).isNotNull();
  }

  private Room made() {
    log.add("made");
    return new Room() {
      @Override
      public void rules(Settings settings) {
        if (faulty) {
          throw new IllegalStateException("a fault of ours");
        }
        log.add(settings.get(SettingsCatalogue.BUDGETS).keySet().toString());
      }

      @Override
      public Passage passage(Arrival arrival) {
        throw new AssertionError("no call is made");
      }
    };
  }

  private static Settings settings(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty("costspan." + key, value);
    return Settings.load(null, properties, Map.of("COSTSPAN_HOME", "/nowhere"));
  }
}
