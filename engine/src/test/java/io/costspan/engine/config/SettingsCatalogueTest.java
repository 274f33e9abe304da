// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsCatalogueTest {

  @Test
  void everyConstantIsListed() {
    assertThat(
            Arrays.stream(SettingsCatalogue.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == Setting.class)
                .map(SettingsCatalogueTest::read))
        .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(SettingsCatalogue.ALL));
    assertThat(SettingsCatalogue.ALL).containsAll(SettingsTable.COMMON);
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

  @Test
  void defaultsOfFieldsAreAcceptedAndWrittenAsTheyWouldBeShown() {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting.type() instanceof RulesType rules) {
        Section empty = new Section(setting, "empty", Origin.DEFAULTED, Map.of());
        for (Field<?> field : rules.fields().all()) {
          assertThat(empty.text(field))
              .as("%s.%s", setting, field)
              .isEqualTo(field.defaultText().isEmpty() ? null : field.defaultText());
        }
      }
    }
  }

  @Test
  void everyFieldIsListed() {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting.type() instanceof RulesType rules) {
        assertThat(
                Arrays.stream(rules.fields().getClass().getFields())
                    .filter(field -> field.getType() == Field.class)
                    .map(SettingsCatalogueTest::read))
            .containsExactlyInAnyOrderElementsOf(new ArrayList<Object>(rules.fields().all()));
      }
    }
  }

  private static Object read(java.lang.reflect.Field field) {
    try {
      return field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
