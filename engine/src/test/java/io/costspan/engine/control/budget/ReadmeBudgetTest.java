// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.costspan.engine.config.Settings;
import io.costspan.engine.passage.Ruling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of YAML on the first page mean what the first page says they mean. */
class ReadmeBudgetTest {
  private static final String MARK = "<!-- budget-example -->\n```yaml\n";

  @TempDir Path home;
  private final List<String> told = new ArrayList<>();

  @Test
  void twentyDollarsADayInAZone() throws IOException {
    BudgetRule rule = rule();

    assertThat(rule.name()).isEqualTo("daily");
    assertThat(rule.unit()).isEqualTo(BudgetUnit.USD);
    assertThat(rule.limit()).isEqualByComparingTo("20");
    assertThat(rule.period())
        .isEqualTo(new CalendarPeriod(CalendarPeriod.Kind.DAY, ZoneId.of("Europe/Berlin")));
    assertThat(rule.total()).isTrue();
    assertThat(rule.ladder().steps())
        .extracting(step -> step.percent().toPlainString(), step -> step.actions().get(0).word())
        .containsExactly(tuple("80", "notify"), tuple("100", "block"));
    assertThat(told).isEmpty();
  }

  @Test
  void tellsAtEightyPercentAndStopsAtAHundred() throws IOException {
    BudgetBench bench = new BudgetBench(rule());

    spend(bench, "15.99");
    assertThat(bench.reached).isEmpty();
    spend(bench, "0.01");
    assertThat(bench.reached)
        .singleElement()
        .extracting(step -> step.percent().toPlainString())
        .isEqualTo("80");
    spend(bench, "3.99");
    assertThat(bench.reached).hasSize(1);
    spend(bench, "0.01");
    assertThat(bench.reached).hasSize(2);
    assertThat(bench.call("0.01").admit()).isInstanceOf(Ruling.Refused.class);
    assertThat(bench.only().spent()).isEqualByComparingTo("20");
  }

  private static void spend(BudgetBench bench, String usd) {
    BudgetBench.Call call = bench.call(usd);
    assertThat(call.goes()).isTrue();
    call.costs(usd);
  }

  private BudgetRule rule() throws IOException {
    String page = Files.readString(root().resolve("README.md"));
    int begin = page.indexOf(MARK);
    assertThat(begin).as("marker %s in the README", MARK).isNotNegative();
    String yaml = page.substring(begin + MARK.length(), page.indexOf("```", begin + MARK.length()));
    assertThat(yaml.lines()).as("ten lines").hasSizeLessThanOrEqualTo(10);
    Files.writeString(home.resolve("costspan.yaml"), yaml);

    Settings settings =
        Settings.load(null, new Properties(), Map.of("COSTSPAN_HOME", home.toString()));
    assertThat(settings.problems()).isEmpty();
    List<BudgetRule> rules = new BudgetRules(told::add).of(settings);
    assertThat(rules).hasSize(1);
    return rules.get(0);
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("mvnw"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
