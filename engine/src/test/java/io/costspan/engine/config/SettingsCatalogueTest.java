// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SettingsCatalogueTest {

  @Test
  void everyConstantIsListed() {
    assertThat(
            Arrays.stream(SettingsCatalogue.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == Setting.class)
                .map(SettingsCatalogueTest::read))
        .containsExactlyInAnyOrderElementsOf(SettingsCatalogue.ALL);
    assertThat(SettingsCatalogue.ALL).containsAll(SettingsCatalogue.COMMON);
  }

  @Test
  void keysAndVariablesAreUnambiguous() {
    assertThat(SettingsCatalogue.ALL).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(SettingsCatalogue.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
    assertThat(SettingsCatalogue.LEDGER_MAX_FILE_SIZE.variable())
        .isEqualTo("COSTSPAN_LEDGER_MAX_FILE_SIZE");
  }

  @Test
  void defaultsAreAcceptedAndWrittenAsTheyWouldBeShown() {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting != SettingsCatalogue.CONFIG && setting != SettingsCatalogue.HOME) {
        assertThat(SettingsReader.defaultOf(setting).text()).isEqualTo(setting.defaultText());
      }
    }
  }

  private static Setting<?> read(java.lang.reflect.Field field) {
    try {
      return (Setting<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
