// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.config.RuleNames;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.price.CataloguePricer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
  @TempDir Path home;
  private final List<Settings> taken = new ArrayList<>();
  private Path file;

  @BeforeEach
  void name() {
    file = home.resolve("costspan.yaml");
  }

  @Test
  void newRulesAreTakenAndNamed() throws IOException {
    Reload reload = begin("budgets.daily.limit: 1 USD");

    write("budgets.daily.limit: 2 USD\nlimits.burst.requests: 1/s");

    assertThat(reload.now()).isEqualTo("settings read again; in force: budget daily, limit burst");
    assertThat(taken)
        .singleElement()
        .extracting(settings -> settings.get(SettingsCatalogue.BUDGETS).get("daily"))
        .extracting(Section::name)
        .isEqualTo("daily");
  }

  @Test
  void badSettingsLeaveTheRulesInForceAndSayWhich() throws IOException {
    Reload reload = begin("budgets.daily.limit: 1 USD");
    write("budgets.daily.limit: 2 USD\nbudgets.weekly.limit: 3 USD");
    assertThat(reload.now()).contains("in force: budget daily, budget weekly");

    write("budgets.daily.limit: lots");

    assertThat(reload.now())
        .startsWith("settings not taken: costspan.budgets.daily.limit cannot be \"lots\"")
        .endsWith("; in force stay: budget daily, budget weekly");
    assertThatThrownBy(reload::ordered)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("settings not taken: ");
    assertThat(taken).hasSize(1);
  }

  @Test
  void aFileThatIsNoYamlLeavesTheRulesInForce() throws IOException {
    Reload reload = begin("budgets.daily.limit: 1 USD");

    write("budgets: {");

    assertThat(reload.now())
        .startsWith("settings not taken: settings file " + file)
        .endsWith("; in force stay: budget daily");
  }

  @Test
  void whatTakesARestartIsNamed() throws IOException {
    Reload reload = begin("ledger.max-age: 1d\ndebug: false");

    write("ledger.max-age: 2d\ndebug: true\ntags.team: mdc:team\nrefusal.status: 403");

    assertThat(reload.now())
        .isEqualTo(
            "settings read again; no rule is set; takes a restart to change: costspan.debug,"
                + " costspan.ledger.max-age");
  }

  @Test
  void settingsThatWereBadAtStartAreTakenOnceTheyAreRight() throws IOException {
    Reload reload = begin("budgets.daily.limit: lots");
    assertThat(reload.now()).endsWith("still no rule is in force, and costspan only observes");

    write("budgets.daily.limit: 1 USD");

    assertThat(reload.now())
        .isEqualTo(
            "settings read again; in force: budget daily; what changes requests by itself stays off"
                + " until a restart");
  }

  @Test
  void everyRuleThatIsNotEnforcedIsNamed() throws IOException {
    write("budgets: { a: { limit: 1 USD }, b: { limit: x } }\nlimits.c.requests: 1/s");
    assertThat(RuleNames.notInForce(load()))
        .isEqualTo("NOT in force until the settings are right: budget a, budget b, limit c");

    write("budgets: { a: { limit: 1 USD }");
    assertThat(RuleNames.notInForce(load()))
        .isEqualTo("NOT in force until the settings file can be read: any rule in it");

    write("debug: maybe");
    assertThat(RuleNames.notInForce(load())).isEmpty();

    write("budgets: { a: { limit: 1 USD } }");
    assertThat(RuleNames.notInForce(load())).isEmpty();
  }

  @Test
  void theControlRoomTakesNothingThatIsNotUnderstood() throws IOException {
    write("budgets.a.limit: x");
    Settings bad = load();
    ControlRoom room = new ControlRoom("shop", bad, SharedLedger.NONE, CataloguePricer.bundled());

    assertThatThrownBy(() -> room.reload(bad)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theWatchReadsAFileThatChangedOnceItIsTheSameInTwoLooks() throws IOException {
    write("budgets.daily.limit: 1 USD");
    List<String> told = new ArrayList<>();
    SettingsWatch watch = new SettingsWatch(file, () -> "read", told::add);

    watch.look();
    watch.look();
    assertThat(told).isEmpty();

    write("budgets.daily.limit: 22 USD");
    watch.look();
    assertThat(told).isEmpty();
    watch.look();
    watch.look();
    assertThat(told).containsExactly("read");
  }

  @Test
  void aFileThatComesToBeIsRead() throws IOException {
    List<String> told = new ArrayList<>();
    SettingsWatch watch = new SettingsWatch(file, () -> "read", told::add);
    watch.look();
    watch.look();
    assertThat(told).isEmpty();

    write("budgets.daily.limit: 1 USD");
    watch.look();
    watch.look();
    assertThat(told).containsExactly("read");
  }

  @Test
  void whatIsDoubtfulIsTold() throws IOException {
    Reload reload = begin("debug: false");

    write("budgets.daily: { limit: 1 USD, each: tag.team }");

    assertThat(reload.now())
        .startsWith("settings read again; in force: budget daily; doubtful: budget daily (" + file)
        .contains("asks for tag.team, which no call has");
  }

  @Test
  void aFileThatGoesAwayAndComesBackIsNoChange() throws IOException {
    write("budgets.daily.limit: 1 USD");
    List<String> told = new ArrayList<>();
    SettingsWatch watch = new SettingsWatch(file, () -> "read", told::add);

    Files.delete(file);
    watch.look();
    watch.look();
    assertThat(told)
        .containsExactly("settings file " + file + " is gone; what it said stays in force");

    write("budgets.daily.limit: 22 USD");
    watch.look();
    watch.look();
    assertThat(told).last().isEqualTo("read");
  }

  @Test
  void aReloadThatFailsIsToldAndNotRepeated() throws IOException {
    write("debug: true");
    List<String> told = new ArrayList<>();
    SettingsWatch watch =
        new SettingsWatch(
            file,
            () -> {
              throw new IllegalStateException("a fault of ours");
            },
            told::add);
    write("debug: false");

    watch.look();
    watch.look();
    watch.look();

    assertThat(told).singleElement().asString().contains("a fault of ours");
  }

  private Reload begin(String yaml) throws IOException {
    write(yaml);
    return new Reload(load(), this::load, taken::add);
  }

  private Settings load() {
    return Settings.load(null, new Properties(), Map.of("COSTSPAN_HOME", home.toString()));
  }

  private void write(String yaml) throws IOException {
    Files.writeString(file, yaml + "\n");
  }
}
