// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.live.Board;
import io.costspan.engine.live.KillSwitch;
import io.costspan.engine.live.LiveChannel;
import io.costspan.engine.live.Operation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCommandsTest {
  @TempDir private Path home;
  private final Board board = new Board();
  private final KillSwitch kill = new KillSwitch((thrown, who) -> {});
  private LiveChannel channel;

  @BeforeEach
  void aJvmRuns() throws Exception {
    board.show("jvm", () -> List.of(Map.of("service", "shop")));
    board.show("budgets", () -> List.of(budget()));
    board.offer(
        new Operation(
            "override",
            "More.",
            List.of("budget", "amount", "until", "value"),
            2,
            (arguments, who) -> "override " + arguments));
    board.offer(
        new Operation("reset", "Anew.", List.of("budget", "value"), 1, (a, who) -> "reset " + a));
    board.offer(
        new Operation(
            "invalidate", "Out.", List.of("model", "tag", "rule"), 0, (a, who) -> "out " + a));
    board.offer(
        new Operation("warm-cost", "Cost.", List.of("file"), 1, (a, who) -> "may cost 1 USD"));
    board.offer(new Operation("warm", "Warm.", List.of("file"), 1, (a, who) -> "made 3 calls"));
    kill.offer(board);
    channel = new LiveChannel(board, home);
    channel.start();
    for (int i = 0; run("top", "--once").code() != 0; i++) {
      assertThat(i).as("tries of fifty milliseconds").isLessThan(100);
      Thread.sleep(50);
    }
  }

  @AfterEach
  void itEnds() {
    channel.close();
  }

  @Test
  void topShowsEachJvmOnce() {
    Run run = run("top", "--once");
    assertThat(run.out())
        .contains("process " + ProcessHandle.current().pid() + " shop")
        .contains("NAME   SPENT  RESERVED")
        .contains("daily  1.50   0.25");
  }

  @Test
  void topForProgramsIsJson() {
    assertThat(run("top", "--once", "--json").out())
        .startsWith("{\"jvms\":")
        .contains("\"spent\":\"1.50\"");
    assertThat(run("top", "--json").code()).isEqualTo(2);
  }

  @Test
  void budgetsAreShownAndReset() {
    assertThat(run("budgets").out()).contains("daily");
    assertThat(run("budgets", "reset", "daily", "--value", "gpt").out())
        .contains("reset {budget=daily, value=gpt}");
    Run unnamed = run("budgets", "reset");
    assertThat(unnamed.code()).isEqualTo(1);
    assertThat(unnamed.err()).contains("reset needs \"budget\"");
  }

  @Test
  void anOverrideIsPassedOn() {
    assertThat(run("override", "daily", "10 USD", "--until", "18:00").out())
        .contains("override {amount=10 USD, budget=daily, until=18:00}");
  }

  @Test
  void killIsThrownAndUndone() {
    assertThat(run("kill").out()).contains("stepped aside");
    assertThat(kill.thrown()).isTrue();
    assertThat(run("top", "--once").out()).contains("(stepped aside)");
    run("kill", "--undo");
    assertThat(kill.thrown()).isFalse();
  }

  @Test
  void aCacheIsEmptiedOnlyByName() {
    assertThat(run("cache", "invalidate").code()).isEqualTo(2);
    assertThat(run("cache", "invalidate", "--all", "--model", "x").code()).isEqualTo(2);
    assertThat(run("cache", "invalidate", "--model", "gpt-*").out()).contains("out {model=gpt-*}");
    assertThat(run("cache", "invalidate", "--all").out()).contains("out {}");
  }

  @Test
  void warmingSaysItsCostFirst() {
    assertThat(run("cache", "warm", "requests.jsonl").out())
        .contains("may cost 1 USD")
        .doesNotContain("made");
    assertThat(run("cache", "warm", "requests.jsonl", "--yes").out())
        .contains("may cost 1 USD")
        .contains("made 3 calls");
  }

  @Test
  void whereNothingRunsItSaysWhatToDo() {
    Run run = Run.of("kill", "--home", home.resolve("none").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no running JVM").contains("--home");
    assertThat(run("kill", "--pid", "1").err()).contains("is process 1");
  }

  private Run run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home.toString();
    return Run.of(all);
  }

  private static Map<String, Object> budget() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", "daily");
    row.put("spent", "1.50");
    row.put("reserved", "0.25");
    return row;
  }
}
