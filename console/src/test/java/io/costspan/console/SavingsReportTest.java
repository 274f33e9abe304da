// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavingsReportTest {
  private static final String SENT =
      "\"status\":200,\"outcome\":\"complete\",\"cost\":\"priced\",\"usd\":\"%s\"";
  private static final String HERE =
      "\"status\":200,\"outcome\":\"answered\",\"cost\":\"priced\",\"usd\":\"0\","
          + "\"reason\":\"not-sent\"";

  @TempDir Path home;
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void calls() throws IOException {
    call(SENT.formatted("0.50"));
    call(HERE + hit("faq", "0.50", "priced"));
    call(HERE + hit("faq", "0.25", "priced"));
    call(HERE + ",\"action\":\"hit\",\"rule\":\"faq\",\"avoided\":\"unpriced\"");
    call(
        HERE
            + ",\"action\":\"joined\",\"rule\":\"faq\",\"avoided\":\"priced\","
            + "\"avoidedUsd\":\"0.125\"");
    call(HERE + ",\"action\":\"stale\",\"rule\":\"faq\",\"ageMillis\":4000");
    call(SENT.formatted("1.00") + ",\"tags\":{\"costspan.warm\":\"docs\"}");
    call(HERE + hit("docs", "0.40", "priced"));
    call(HERE + hit("docs", "9.00", "priced") + ",\"tags\":{\"costspan.warm\":\"docs\"}");
    call(
        "\"status\":402,\"outcome\":\"refused\",\"errorType\":\"budget_exceeded\","
            + "\"cost\":\"priced\",\"usd\":\"0\",\"action\":\"refused\",\"rule\":\"daily\","
            + "\"code\":\"budget_exceeded\",\"forecastUsd\":\"0.75\"");
    shadow("0.10", "miss");
    shadow("0.10", "equal_bytes");
    shadow("0.20", "equal_text");
    shadow("0.30", "different");
    Path ledger = Files.createDirectory(home.resolve("ledger"));
    Files.write(ledger.resolve("20261121T000000000Z-12-0000000b.jsonl"), lines);
  }

  @Test
  void savingsAreByRuleAndNetOfWhatFillingTheCacheCost() {
    assertThat(report("--savings").out())
        .isEqualTo(
            """
            RULE   HITS  JOINED  STALE  REFUSED     SAVED  WARMING       NET  UNPRICED  STOPPED
            faq       3       1      1        0  $0.8750+       $0  +$0.8750         1       $0
            daily     0       0      0        1       $0        $0        $0         0  $0.7500
            docs      1       0      0        0  $0.4000   $1.0000  -$0.6000         0       $0
            -----  ----  ------  -----  -------  --------  -------  --------  --------  -------
            total     4       1      1        1  $1.2750+  $1.0000  +$0.2750         1  $0.7500

            SAVED is what hits and joined calls would have cost at the price of their time; NET is that less what was spent to fill the cache. STOPPED is what refused calls might have cost: no saving.
            +: what 1 of them would have cost is not known.

            SHADOW RULE  LOOKUPS  FOUND    RATE  WOULD HAVE SAVED  EQUAL BYTES  EQUAL TEXT  DIFFERENT
            chat               4      3  75.0 %         $0.600000            1           1          1
            """);
  }

  @Test
  void csvAndJsonHaveExactAmounts() {
    assertThat(report("--savings", "--format", "csv").out())
        .contains(
            "faq,on,3,1,1,0,0.875,0,0.875,1,0,,,,\r\n",
            "docs,on,1,0,0,0,0.4,1,-0.6,0,0,,,,\r\n",
            "daily,on,0,0,0,1,0,0,0,0,0.75,,,,\r\n",
            "chat,shadow,,,,,0.6,,,,,4,1,1,1\r\n");
    assertThat(report("--savings", "--format", "json").out())
        .contains("\"netUsd\" : \"-0.6\"", "\"wouldHaveSavedUsd\" : \"0.6\"", "\"found\" : 3");
  }

  @Test
  void whatWasNotSentIsNoSpendAndNoTokens() {
    assertThat(report("--by", "model").out())
        .isEqualTo(
            """
            MODEL   CALLS  ERRORS  INPUT  CACHED  OUTPUT      COST  UNPRICED  ESTIMATED  LOCAL  REFUSED
            gpt-4o     14       0     60       -      12  $2.2000          0          0      7        1
            ------  -----  ------  -----  ------  ------  --------  --------  ---------  -----  -------
            total      14       0     60       -      12  $2.2000          0          0      7        1

            LOCAL and REFUSED calls were not sent: nothing of them is in the other columns; report --savings shows what they saved.
            """);
  }

  @Test
  void tailSaysWhatWasDone() {
    assertThat(Run.of("tail", "--home", home.toString(), "-n", "20").out())
        .contains(
            "200 hit by faq (saved $0.500000)",
            "200 joined by faq (saved $0.125000)",
            "200 stale by faq",
            "402 refused by daily budget_exceeded (might have cost $0.750000)",
            "200 (shadow chat: equal bytes)");
  }

  @Test
  void withoutAnySaysSo() {
    assertThat(Run.of("report", "--savings", "--home", Run.home()).out())
        .isEqualTo(
            "No rule has answered or refused a call in "
                + Run.home()
                + "/ledger in this period.\n");
  }

  @Test
  void goesWithNoOtherBreakdown() {
    Run run = report("--savings", "--by", "model");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("--savings is by rule; it goes with neither");
  }

  private Run report(String... more) {
    List<String> arguments = new ArrayList<>(List.of("report", "--home", home.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(new String[0]));
  }

  private void shadow(String usd, String finding) {
    call(SENT.formatted(usd) + ",\"shadow\":{\"rule\":\"chat\",\"finding\":\"" + finding + "\"}");
  }

  private static String hit(String rule, String usd, String state) {
    return ",\"action\":\"hit\",\"rule\":\""
        + rule
        + "\",\"ageMillis\":1000,\"avoided\":\""
        + state
        + "\",\"avoidedUsd\":\""
        + usd
        + "\"";
  }

  private void call(String rest) {
    lines.add(
        "{\"v\":1,\"type\":\"call\",\"at\":\"2026-11-21T10:00:00Z\",\"service\":\"shop\",\"id\":\"1\","
            + "\"group\":\"g\",\"attempt\":1,\"traceId\":\"t\",\"spanId\":\"s\","
            + "\"provider\":\"openai\",\"dialect\":\"openai.chat\",\"operation\":\"chat\","
            + "\"host\":\"api.openai.com\",\"port\":443,\"requestModel\":\"gpt-4o\","
            + "\"stream\":false,\"durationNanos\":1000000,\"usage\":{\"input\":10,\"output\":2},"
            + rest
            + "}");
  }
}
