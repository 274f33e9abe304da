// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
  @TempDir Path home;
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void everyFieldOfABudget() throws IOException {
    Path file =
        write(
            """
            budgets:
              daily:
                limit: 20 USD
                per: week
                zone: Europe/Berlin
                each: tag.team
                match: { provider: openai, model: "gpt-4*", tag.team: [search, "chat,bot"] }
                at: { 80%: notify, 90%: notify + pause, 100%: [notify, block] }
                webhook: https://hooks.example.com/T000/secret
                command: ["/bin/sh", "-c", "echo a, b; exit"]
                critical: { tag.priority: high }
                unknown-price: assume 0.05 USD
                when-degraded: block
                wait: 200ms
                wait-async: 5ms
            """);

    Settings settings = load();

    assertThat(settings.problems()).isEmpty();
    Section daily = settings.get(SettingsCatalogue.BUDGETS).get("daily");
    assertThat(daily.origin().place()).isEqualTo(file + ":3");
    assertThat(daily.get(BudgetFields.LIMIT))
        .isEqualTo(new Amount(new BigDecimal("20"), Amount.Unit.USD));
    assertThat(daily.get(BudgetFields.PER).unit()).isEqualTo(BudgetPeriod.Unit.WEEK);
    assertThat(daily.get(BudgetFields.ZONE)).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(daily.get(BudgetFields.EACH))
        .isEqualTo(new CallAttribute(CallAttribute.Kind.TAG, "team"));
    assertThat(daily.get(BudgetFields.MATCH))
        .hasToString("provider is openai and model is gpt-4* and tag.team is search or chat,bot");
    assertThat(daily.get(BudgetFields.AT))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    new BigDecimal("80"),
                    List.of(StepAction.NOTIFY),
                    new BigDecimal("90"),
                    List.of(StepAction.NOTIFY, StepAction.PAUSE),
                    new BigDecimal("100"),
                    List.of(StepAction.NOTIFY, StepAction.BLOCK))));
    assertThat(daily.get(BudgetFields.WEBHOOK))
        .isEqualTo(URI.create("https://hooks.example.com/T000/secret"));
    assertThat(daily.text(BudgetFields.WEBHOOK)).isEqualTo("https://hooks.example.com/...");
    assertThat(daily.get(BudgetFields.COMMAND)).containsExactly("/bin/sh", "-c", "echo a, b; exit");
    assertThat(daily.get(BudgetFields.CRITICAL)).hasToString("tag.priority is high");
    assertThat(daily.get(BudgetFields.UNKNOWN_PRICE))
        .isEqualTo(new UnknownPrice(UnknownPrice.Policy.ASSUME, new BigDecimal("0.05")));
    assertThat(daily.get(BudgetFields.WHEN_DEGRADED)).isEqualTo(BudgetFields.Degraded.BLOCK);
    assertThat(daily.get(BudgetFields.WAIT)).isEqualTo(Duration.ofMillis(200));
    assertThat(daily.get(BudgetFields.WAIT_ASYNC)).isEqualTo(Duration.ofMillis(5));
  }

  @Test
  void whatABudgetDoesNotSay() throws IOException {
    write("budgets.daily.limit: $5\n");

    Section daily = load().get(SettingsCatalogue.BUDGETS).get("daily");

    assertThat(daily.find(BudgetFields.ZONE)).isNull();
    assertThat(daily.find(BudgetFields.MATCH)).isNull();
    assertThat(daily.get(BudgetFields.PER)).hasToString("day");
    assertThat(daily.text(BudgetFields.AT))
        .isEqualTo("50%=notify;80%=notify;90%=notify;100%=block");
    assertThat(daily.says(BudgetFields.AT)).isFalse();
  }

  @Test
  void everyOtherKindOfRule() throws IOException {
    write(
        """
        limits:
          burst: { requests: [10/s, 1000/day], tokens: 100k/min, concurrent: 20, over: wait 5s,
                   first: { tag.x: a }, last: { tag.x: b } }
        breakers:
          runaway: { calls: 20 over 0.50 USD in 5m, spend: 10 USD/h, repeats: 30/min, open-for: 1m }
        root-caps:
          request: { limit: 2 USD, match: { service: shop } }
        cache:
          rules:
            faq:
              match: { model: "gpt-*" }
              ttl: 1h
              mode: shadow
              scope: shared
              by: [tag.tenant, header.X-Org]
              ignore: [user, metadata]
              ignore-headers: [x-request-id]
              normalise: trim+case
              temperature: 0
              join: true
              stale-if-error: 10m
              pace: recorded
          memory.size: 1MB
        tags: { team: "mdc:team", tenant: "header:X-Tenant", user: "baggage:user.id" }
        """);

    Settings settings = load();

    assertThat(settings.problems()).isEmpty();
    Section burst = settings.get(SettingsCatalogue.LIMITS).get("burst");
    assertThat(burst.get(LimitFields.REQUESTS))
        .extracting(Rate::toString)
        .containsExactly("10/s", "1000/day");
    assertThat(burst.get(LimitFields.TOKENS))
        .containsExactly(
            new Rate(
                new Amount(new BigDecimal(100_000), Amount.Unit.TOKENS), Duration.ofMinutes(1)));
    assertThat(burst.get(LimitFields.CONCURRENT)).isEqualTo(20);
    assertThat(burst.get(LimitFields.OVER)).isEqualTo(Duration.ofSeconds(5));
    Section runaway = settings.get(SettingsCatalogue.BREAKERS).get("runaway");
    assertThat(runaway.get(BreakerFields.CALLS))
        .isEqualTo(new DearCalls(20, new BigDecimal("0.5"), Duration.ofMinutes(5)));
    assertThat(runaway.get(BreakerFields.SPEND)).hasToString("10 USD/h");
    assertThat(runaway.get(BreakerFields.REPEATS)).hasToString("30/min");
    assertThat(settings.get(SettingsCatalogue.ROOT_CAPS).get("request").get(RootCapFields.LIMIT))
        .hasToString("2 USD");
    Section faq = settings.get(SettingsCatalogue.CACHE_RULES).get("faq");
    assertThat(faq.get(CacheFields.TTL)).isEqualTo(Duration.ofHours(1));
    assertThat(faq.get(CacheFields.MODE)).isEqualTo(CacheFields.Mode.SHADOW);
    assertThat(faq.get(CacheFields.BY))
        .extracting(Narrowing::toString)
        .containsExactly("tag.tenant", "header.x-org");
    assertThat(faq.get(CacheFields.NORMALISE))
        .isEqualTo(EnumSet.of(CacheFields.Normalising.TRIM, CacheFields.Normalising.CASE));
    assertThat(faq.get(CacheFields.TEMPERATURE)).isEqualTo(CacheFields.Temperature.ZERO);
    assertThat(settings.get(SettingsCatalogue.TAGS).values())
        .containsExactlyInAnyOrder(
            new TagSource(TagSource.Kind.MDC, "team"),
            new TagSource(TagSource.Kind.HEADER, "x-tenant"),
            new TagSource(TagSource.Kind.BAGGAGE, "user.id"));
  }

  @Test
  void otherSourcesSaySingleFields() throws IOException {
    write(
        """
        budgets:
          My_Team: { limit: 20 USD, match: { provider: openai } }
          daily: { limit: 20 USD, per: week }
        """);
    environment.put("COSTSPAN_BUDGETS_MY_TEAM_LIMIT", "30 USD");
    environment.put("COSTSPAN_BUDGETS_MY_TEAM_MATCH", "provider=azure; model=gpt-4*,o1");
    environment.put("COSTSPAN_CACHE_RULES_FAQ_TTL", "5m");
    properties.setProperty("costspan.budgets.daily.limit", "40 USD");
    properties.setProperty("costspan.budgets.daily.at.90%", "pause+notify");

    Settings settings = load();

    assertThat(settings.problems()).isEmpty();
    Map<String, Section> budgets = settings.get(SettingsCatalogue.BUDGETS);
    assertThat(budgets).containsOnlyKeys("My_Team", "daily");
    assertThat(budgets.get("My_Team").get(BudgetFields.LIMIT)).hasToString("30 USD");
    assertThat(budgets.get("My_Team").get(BudgetFields.MATCH))
        .hasToString("provider is azure and model is gpt-4* or o1");
    assertThat(budgets.get("daily").get(BudgetFields.LIMIT)).hasToString("40 USD");
    assertThat(budgets.get("daily").get(BudgetFields.PER)).hasToString("week");
    assertThat(budgets.get("daily").text(BudgetFields.AT)).isEqualTo("90%=pause+notify");
    assertThat(settings.get(SettingsCatalogue.CACHE_RULES)).containsOnlyKeys("faq");
  }

  @Test
  void problemsNameThePlaceWhatIsAcceptedAndTheNearest() throws IOException {
    Path file =
        write(
            """
            budgets:
              a: { limit: 20 USD, pre: day }
              b:
                limit: 20
              c: { limit: 1 USD, match: { modle: x } }
              d: { limit: 1 USD, at: { 120%: block } }
              e: { per: day }
              f: 20 USD
              "g h": { limit: 1 USD }
              i: { limit: 1 USD, at: { 80%: blok } }
              j: { limit: 1 USD, zone: Berlin }
              k: { limit: 1 USD, per: [day] }
              l: { limit: 1 USD, webhook: "ftp://user:secret@example.com" }
              m: { limit: 5 USD }
            """);

    Settings settings = load();

    assertThat(settings.problems())
        .extracting(Problem::message)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "unknown setting \"costspan.budgets.a.pre\" ("
                            + file
                            + ":2); did you mean per?; a budget has limit, per, zone,"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "costspan.budgets.b.limit cannot be \"20\" ("
                            + file
                            + ":4): no unit; accepted: 20 USD (or $20), 5M tokens or 1000 requests,"
                            + " more than 0; the budget is not in force"),
            line ->
                assertThat(line)
                    .startsWith("costspan.budgets.c.match.modle cannot be")
                    .contains("a call has no modle; did you mean model?"),
            line -> assertThat(line).contains("step 120% is none of 0% to 100%"),
            line ->
                assertThat(line)
                    .startsWith(
                        "costspan.budgets.f (" + file + ":8) is no single value; accepted:"),
            line -> assertThat(line).contains("has a rule \"g h\"; names are of letters"),
            line -> assertThat(line).contains("there is no action \"blok\"; did you mean block?"),
            line -> assertThat(line).contains("no such zone; did you mean Europe/Berlin?"),
            line -> assertThat(line).contains("cannot be a list; one value is expected"),
            line ->
                assertThat(line).contains("costspan.budgets.l.webhook").doesNotContain("secret"),
            line ->
                assertThat(line)
                    .startsWith("costspan.budgets.e (" + file + ":7) has no limit; accepted: 20"));
    assertThat(settings.get(SettingsCatalogue.BUDGETS)).containsOnlyKeys("m");
    assertThat(settings.rules())
        .extracting(Section::toString)
        .contains("budget a", "budget e", "budget f", "budget m");
    assertThat(settings.observeOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "budgets.a: {limit: 1 USD; critical: {model: x}}, no step of it says pause",
    "budgets.a: {limit: 1 USD; per: 6h; zone: UTC}, means nothing for the rolling time 6h",
    "budgets.a: {limit: 1k tokens; unknown-price: block}, means nothing for a limit of 1000 tokens",
    "limits.a: {over: refuse}, limits nothing",
    "limits.a: {requests: 1/s; first: {model: x}}, lets nobody wait",
    "breakers.a: {open-for: 1m}, never trips",
    "root-caps.a: {match: {model: x}}, has no limit",
    "cache.rules.a: {mode: on}, has no ttl",
    "cache.rules.a: {ttl: 1m; join: false; join-wait: 1s}, has a join-wait"
  })
  void whatCannotBeThoughEveryFieldIsRight(String yaml, String said) throws IOException {
    write(yaml.replace(';', ',') + "\n");

    assertThat(load().problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "budgets.a: {limit: 1 USD; at: {80%: notify; 80.0%: block}}, step 80% is said twice",
    "budgets.a: {limit: 1 USD; at: \"80%=notify;80=block\"}, step 80% is said twice",
    "budgets.a: {limit: 1 USD; at: {0.9: block}}, write 90% or 0.9%",
    "budgets.a: {limit: 1 USD; match: {model: ''}}, model has no pattern",
    "cache.rules.a: {ttl: 1m; match: {tag.x: }}, tag.x has no pattern",
    "budgets.a: {limit: 1 USD; at: {80%: }}, a step without an action",
    "'budgets.a: {limit: \"$1,000\"}', a number is written without commas",
    "budget: {a: {limit: 1 USD}}, did you mean budgets?",
    "root-cap: {a: {limit: 1 USD}}, did you mean root-caps?"
  })
  void whatWouldSilentlyMeanSomethingElse(String yaml, String said) throws IOException {
    write(yaml.replace(';', ',') + "\n");

    assertThat(load().problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains(said);
  }

  @Test
  void whatIsCommentedOutSaysNothing() throws IOException {
    write("budgets:\n  a:\n  b: {limit: 1 USD, zone: , match: , at: }\ncache.rules.c: {ttl: }\n");

    Settings settings = load();

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.rules()).extracting(Section::name).containsExactly("b");
  }

  @Test
  void namesThatAVariableCannotTellApartAreOne() throws IOException {
    write("budgets: { my-team: { limit: 1 USD }, my_team: { per: week } }\n");

    assertThat(load().problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("has both \"my-team\" and \"my_team\"");
  }

  @Test
  void listsHoldPlainValuesOfOneLine() throws IOException {
    write("price.file: [[a], b]\n");
    assertThat(load().problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("cannot hold a list or a mapping in its list");

    write("price.file: [\"a\\nb\"]\n");
    assertThat(load().problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("cannot hold a value of several lines in its list");

    write("price.file: [\"/a,b\", /c]\n");
    assertThat(load().get(SettingsCatalogue.PRICE_FILE))
        .containsExactly(Path.of("/a,b"), Path.of("/c"));
  }

  private Settings load() {
    environment.putIfAbsent("COSTSPAN_HOME", home.toString());
    return Settings.load(null, properties, environment);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(home.resolve("costspan.yaml"), yaml);
  }
}
