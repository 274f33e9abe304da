// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCommandTest {
  @TempDir Path temp;

  @Test
  void tableByDayAndModel() {
    Run run = report();

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            DAY         MODEL                       CALLS  ERRORS  INPUT  CACHED  OUTPUT        COST  UNPRICED  ESTIMATED
            2026-11-20  gpt-4o-mini-2024-07-18          2       0  1,290   1,000      41  $0.000143          0          1
            2026-11-21  claude-sonnet-4-5-20250929      1       0  5,000       0   1,500  $0.037500          0          0
            2026-11-21  gpt-4o-mini?[31m                1       0      0       -       1  $0.000001          0          0
            2026-11-21  gpt-4o-mini                     1       1      -       -       -         $0          0          0
            2026-11-21  (unknown)                       1       1      -       -       -     unknown         1          0
            2026-11-21  my, "own" model                 1       0     10       -      20     unknown         1          0
            ----------  --------------------------  -----  ------  -----  ------  ------  ----------  --------  ---------
            total                                       7       2  6,300   1,000   1,562  $0.037644+         2          1

            Of the sum, $0.000018 rests on usage that was estimated, in 1 call(s).

            + and "unknown": the price of 2 call(s) is not known and not in the sum.

            UNPRICED: PROVIDER  MODEL            REASON         CALLS  INPUT  OUTPUT
            openai_compatible   (unknown)        no-answer          1      -       -
            openai_compatible   my, "own" model  unknown-model      1     10      20

            A price file (costspan.price.file) or an alias (costspan.price.aliases) gives a model a price; report --reprice shows what that changes.
            """);
  }

  @Test
  void notesGoToStandardError() {
    assertThat(report().err())
        .isEqualTo(
            """
            note: 1 unfinished last line(s) skipped: a writer was cut off or is writing
            note: 1 damaged line(s) skipped
            note: 1 line(s) of a newer version skipped: update this console
            note: 4 call(s) missing: the ledger could not be written at the time
            """);
  }

  @Test
  void daysAreThoseOfTheZone() {
    assertThat(report("--by", "day", "--format", "csv", "--zone", "Europe/Berlin").out())
        .isEqualTo(
            "day,calls,errors,input_tokens,cached_tokens,output_tokens,usd,unpriced_calls,"
                + "estimated_calls,estimated_usd,local_calls,refused_calls\r\n"
                + "2026-11-20,1,0,1200,1000,34,0.000125400000,0,0,,0,0\r\n"
                + "2026-11-21,6,2,5100,0,1528,0.037518300000,2,1,0.000017700000,0,0\r\n");
  }

  @Test
  void csvQuotesAndLeavesTheUnknownEmpty() {
    assertThat(report("--by", "service,model", "--format", "csv", "--since", "2026-11-21").out())
        .isEqualTo(
            "service,model,calls,errors,input_tokens,cached_tokens,output_tokens,usd,"
                + "unpriced_calls,estimated_calls,estimated_usd,local_calls,refused_calls\r\n"
                + "shop,claude-sonnet-4-5-20250929,1,0,5000,0,1500,0.037500000000,0,0,,0,0\r\n"
                + "batch,gpt-4o-mini?[31m,1,0,0,,1,0.000000600000,0,0,,0,0\r\n"
                + "shop,gpt-4o-mini,1,1,,,,0,0,0,,0,0\r\n"
                + "batch,(unknown),1,1,,,,,1,0,,0,0\r\n"
                + "batch,\"my, \"\"own\"\" model\",1,0,10,,20,,1,0,,0,0\r\n");
  }

  @Test
  void jsonHasExactAmountsAndNull() {
    assertThat(report("--by", "provider", "--format", "json", "--since", "2026-11-21").out())
        .isEqualTo(
            """
            {
              "ledger" : "LEDGER",
              "since" : "2026-11-21T00:00:00Z",
              "until" : null,
              "zone" : "UTC",
              "rows" : [ {
                "provider" : "anthropic",
                "calls" : 1,
                "errors" : 0,
                "inputTokens" : 5000,
                "cachedTokens" : 0,
                "outputTokens" : 1500,
                "usd" : "0.037500000000",
                "unpricedCalls" : 0,
                "estimatedCalls" : 0,
                "estimatedUsd" : null,
                "localCalls" : 0,
                "refusedCalls" : 0
              }, {
                "provider" : "openai",
                "calls" : 2,
                "errors" : 1,
                "inputTokens" : 0,
                "cachedTokens" : null,
                "outputTokens" : 1,
                "usd" : "0.000000600000",
                "unpricedCalls" : 0,
                "estimatedCalls" : 0,
                "estimatedUsd" : null,
                "localCalls" : 0,
                "refusedCalls" : 0
              }, {
                "provider" : "openai_compatible",
                "calls" : 2,
                "errors" : 1,
                "inputTokens" : 10,
                "cachedTokens" : null,
                "outputTokens" : 20,
                "usd" : null,
                "unpricedCalls" : 2,
                "estimatedCalls" : 0,
                "estimatedUsd" : null,
                "localCalls" : 0,
                "refusedCalls" : 0
              } ],
              "total" : {
                "calls" : 5,
                "errors" : 2,
                "inputTokens" : 5010,
                "cachedTokens" : 0,
                "outputTokens" : 1521,
                "usd" : "0.037500600000",
                "unpricedCalls" : 2,
                "estimatedCalls" : 0,
                "estimatedUsd" : null,
                "localCalls" : 0,
                "refusedCalls" : 0
              },
              "unpriced" : [ {
                "provider" : "openai_compatible",
                "model" : "(unknown)",
                "reason" : "no-answer",
                "calls" : 1,
                "inputTokens" : null,
                "outputTokens" : null
              }, {
                "provider" : "openai_compatible",
                "model" : "my, \\"own\\" model",
                "reason" : "unknown-model",
                "calls" : 1,
                "inputTokens" : 10,
                "outputTokens" : 20
              } ],
              "reading" : {
                "files" : 2,
                "unreadableFiles" : 0,
                "tornLines" : 1,
                "damagedLines" : 1,
                "unknownLines" : 1,
                "lostCalls" : 4
              }
            }
            """
                .replace("LEDGER", Run.home() + "/ledger"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21, 2026-11-21, 5",
    "2026-11-20, 2026-11-20, 2",
    "2026-11-20T23:00, 2026-11-21T09:00:00Z, 1",
    "2026-11-21T10:00:00+01:00, 2026-11-21T10:30, 2",
    "2020-01-01, 2020-01-02, 0"
  })
  void periods(String since, String until, int calls) {
    Run run = report("--by", "service", "--format", "json", "--since", since, "--until", until);

    assertThat(run.out().replaceAll("(?s).*\"total\" : \\{\\s+\"calls\" : (\\d+),.*", "$1").strip())
        .isEqualTo(Integer.toString(calls));
  }

  @Test
  void aPeriodWithoutCallsIsSaid() {
    assertThat(report("--since", "2020-01-01", "--until", "2020-01-02").out())
        .isEqualTo("No calls in " + Run.home() + "/ledger in this period.\n");
  }

  @Test
  void withoutALedgerSaysWhereItLooked() {
    Run run = Run.of("report", "--home", temp.resolve("nowhere").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("no ledger in " + temp.resolve("nowhere/ledger") + ". ")
        .contains("--home", "-Dcostspan.home", "COSTSPAN_HOME");
  }

  @Test
  void anEmptyLedgerIsNoError() throws Exception {
    Files.createDirectory(temp.resolve("ledger"));

    assertThat(Run.of("report", "--home", temp.toString()))
        .isEqualTo(new Run(0, "No calls in " + temp + "/ledger in this period.\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--since|lately|Invalid value for option '--since': 'lately'; accepted: today,",
        "--until|2026-13-01|Invalid value for option '--until': '2026-13-01'; accepted: today,",
        "--since|d|Invalid value for option '--since': 'd'; accepted: today,",
        "--by|colour|Invalid value for option '--by' (PART): expected one of [DAY, MODEL,",
        "--format|xml|Invalid value for option '--format': expected one of [TABLE, JSON, CSV]",
        "--zone|Mars/Base|Invalid value for option '--zone': cannot convert 'Mars/Base'"
      })
  void whatIsNotUnderstoodIsNamed(String option, String value, String message) {
    Run run = report(option, value);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith(message).endsWith("See: costspan-console report --help\n");
    assertThat(run.out()).isEmpty();
  }

  private static Run report(String... more) {
    List<String> arguments = new ArrayList<>(List.of("report", "--home", Run.home()));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--zone")) {
      arguments.addAll(List.of("--zone", "UTC"));
    }
    return Run.of(arguments.toArray(new String[0]));
  }
}
