// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path home;
  private final Properties properties = new Properties();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void defaultsWhereNobodySaysAnything() {
    Settings settings = load(null);

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.observeOnly()).isFalse();
    assertThat(settings.file()).isNull();
    assertThat(settings.get(SettingsCatalogue.ENABLED)).isTrue();
    assertThat(settings.get(SettingsCatalogue.LEDGER_MAX_FILE_SIZE)).isEqualTo(16L << 20);
    assertThat(settings.get(SettingsCatalogue.FLUSH_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.get(SettingsCatalogue.HOSTS)).isEmpty();
    assertThat(settings.get(SettingsCatalogue.CONFIG)).isEqualTo(home.resolve("costspan.yaml"));
    assertThat(settings.explain(SettingsCatalogue.ENABLED).origin().kind())
        .isEqualTo(Origin.Kind.DEFAULT);
  }

  @Test
  void homeIsTheUsersByDefault() {
    Settings settings = Settings.load(null, new Properties(), Map.of());

    assertThat(settings.get(SettingsCatalogue.HOME))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".costspan"));
  }

  @Test
  void sourcesInOrderOfPrecedence() throws IOException {
    Path file = write("ledger:\n  max-age: 4d\nflush.timeout: 4s\nqueue.size: 400\ndebug: true\n");
    environment.put("COSTSPAN_LEDGER_MAX_AGE", "3d");
    environment.put("COSTSPAN_FLUSH_TIMEOUT", "3s");
    environment.put("COSTSPAN_QUEUE_SIZE", "300");
    properties.setProperty("costspan.ledger.max-age", "2d");
    properties.setProperty("costspan.flush.timeout", "2s");

    Settings settings = load("ledger.max-age=1d,unused.=");

    assertThat(settings.explain(SettingsCatalogue.LEDGER_MAX_AGE))
        .extracting(Value::value, v -> v.origin().kind())
        .containsExactly(Duration.ofDays(1), Origin.Kind.AGENT_ARGUMENT);
    assertThat(settings.explain(SettingsCatalogue.FLUSH_TIMEOUT))
        .extracting(Value::value, v -> v.origin().kind())
        .containsExactly(Duration.ofSeconds(2), Origin.Kind.SYSTEM_PROPERTY);
    assertThat(settings.explain(SettingsCatalogue.QUEUE_SIZE))
        .extracting(Value::value, v -> v.origin().kind())
        .containsExactly(300, Origin.Kind.ENVIRONMENT);
    assertThat(settings.explain(SettingsCatalogue.DEBUG))
        .extracting(Value::value, v -> v.origin().place())
        .containsExactly(true, file + ":5");
  }

  @Test
  void agentArgumentTakesKeysWithAndWithoutPrefix() {
    Settings settings = load("costspan.debug=true, queue.size = 99 ,");

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.get(SettingsCatalogue.DEBUG)).isTrue();
    assertThat(settings.get(SettingsCatalogue.QUEUE_SIZE)).isEqualTo(99);
  }

  @Test
  void misspeltKeyNamesPlaceAndNearest() throws IOException {
    Path file = write("# comment\nledger:\n  max-sise: 3MB\n");
    environment.put("COSTSPAN_LEDGER_MAX_AG", "3d");
    properties.setProperty("costspan.max-age", "3d");

    Settings settings = load("telemtry.enabled=false,zzzzzzzz=1,nonsense");

    assertThat(settings.problems())
        .extracting(Problem::message)
        .containsExactly(
            "\"nonsense\" (agent argument) has no value; accepted: key=value,key2=value2",
            "unknown setting \"telemtry.enabled\" (agent argument); did you mean"
                + " telemetry.enabled?",
            "unknown setting \"zzzzzzzz\" (agent argument); known are "
                + SettingsCatalogue.ALL.stream().map(Setting::key).collect(joining(", ")),
            "unknown setting \"costspan.max-age\" (system property); did you mean"
                + " costspan.ledger.max-age?",
            "unknown setting \"COSTSPAN_LEDGER_MAX_AG\" (environment variable); did you mean"
                + " COSTSPAN_LEDGER_MAX_AGE?",
            "unknown setting \"ledger.max-sise\" (" + file + ":3); did you mean ledger.max-age?");
    assertThat(settings.observeOnly()).isTrue();
    assertThat(settings.refused()).isFalse();
  }

  @Test
  void badValueNamesAcceptedAndFallsBackToTheDefaultNotToAnotherSource() {
    environment.put("COSTSPAN_LEDGER_MAX_AGE", "5d");
    environment.put("COSTSPAN_TELEMETRY_METRICS", "costs");
    properties.setProperty("costspan.ledger.max-age", "90");

    Settings settings = load(null);

    assertThat(settings.get(SettingsCatalogue.LEDGER_MAX_AGE)).isEqualTo(Duration.ofDays(90));
    assertThat(settings.problems())
        .extracting(Problem::message)
        .containsExactly(
            "costspan.ledger.max-age cannot be \"90\" (system property): no unit; accepted: a"
                + " duration such as 500ms, 3s, 2m, 12h, 30d, at most 36500d; using the default"
                + " 90d",
            "costspan.telemetry.metrics cannot be \"costs\" (environment variable"
                + " COSTSPAN_TELEMETRY_METRICS); accepted: all | cost; did you mean cost?; using"
                + " the default all");
  }

  @Test
  void refusesToStartWhereAsked() throws IOException {
    write("on-config-error: fail\n");

    assertThat(load(null).refused()).isFalse();
    assertThat(load("oops=1").refused()).isTrue();
  }

  @Test
  void unknownValuesAreNotRepeated() {
    environment.put("COSTSPAN_API_KEY", "sk-secret");

    assertThat(load(null).problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .doesNotContain("sk-secret");
  }

  @Test
  void theAgentsOwnMarkIsNoSetting() {
    properties.setProperty("costspan.attached", "/opt/costspan.jar");

    assertThat(load(null).problems()).isEmpty();
  }

  @Test
  void emptyVariablesAndServiceLinksAreNoSettings() {
    environment.put("COSTSPAN_DEBUG", "");
    environment.put("COSTSPAN_SERVICE_HOST", "10.0.0.7");
    environment.put("COSTSPAN_COLLECTOR_SERVICE_PORT_OTLP", "4318");
    environment.put("COSTSPAN_PORT", "tcp://10.0.0.7:4318");
    environment.put("COSTSPAN_PORT_4318_TCP_ADDR", "10.0.0.7");

    assertThat(load(null).problems()).isEmpty();
  }

  @Test
  void mapsInWholeAndByEntry() throws IOException {
    write(
        """
        costspan:
          hosts:
            "llm.internal:8080": openai
            gateway.internal: anthropic
          price.aliases:
            my-gpt.4o: openai/gpt-4o
        """);
    Settings fromFile = load(null);

    assertThat(fromFile.problems()).isEmpty();
    assertThat(fromFile.get(SettingsCatalogue.HOSTS))
        .containsExactly(
            Map.entry("llm.internal:8080", "openai"), Map.entry("gateway.internal", "anthropic"));
    assertThat(fromFile.get(SettingsCatalogue.PRICE_ALIASES))
        .containsExactly(Map.entry("my-gpt.4o", new ModelName("openai", "gpt-4o")));

    environment.put("COSTSPAN_PRICE_ALIASES", "a=openai/gpt-4o, b=x/y/z");
    Settings more = load("hosts=a:1=openai;b=mistral,hosts.c:2=openai");

    assertThat(more.problems()).isEmpty();
    assertThat(more.get(SettingsCatalogue.HOSTS))
        .isEqualTo(Map.of("a:1", "openai", "b", "mistral", "c:2", "openai"));
    assertThat(more.get(SettingsCatalogue.PRICE_ALIASES))
        .isEqualTo(Map.of("a", new ModelName("openai", "gpt-4o"), "b", new ModelName("x", "y/z")));
    assertThat(more.explain(SettingsCatalogue.HOSTS).text())
        .isEqualTo("a:1=openai;b=mistral;c:2=openai");
  }

  @Test
  void badMapEntryIsLeftOutAndTheOthersHold() {
    Settings settings = load("hosts.a=open ai,hosts.b=openai");

    assertThat(settings.get(SettingsCatalogue.HOSTS)).isEqualTo(Map.of("b", "openai"));
    assertThat(settings.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("\"open ai\" is not accepted as the value of a", "this entry is left out");
  }

  @Test
  void hostsNeedPortsThatAreOnes() {
    Settings settings = load("hosts.gw:abc=openai,hosts.b:0=openai,hosts.[::1]=openai");

    assertThat(settings.get(SettingsCatalogue.HOSTS)).isEqualTo(Map.of("[::1]", "openai"));
    assertThat(settings.problems())
        .hasSize(2)
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("\"gw:abc\" has no port"));
  }

  @Test
  void namedFileMustExist() {
    Settings settings = load("config=" + home.resolve("nowhere.yaml"));

    assertThat(settings.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("settings file " + home.resolve("nowhere.yaml") + " left out: cannot be read");
    assertThat(settings.file()).isEqualTo(home.resolve("nowhere.yaml"));
  }

  @Test
  void brokenFileSaysItsLineAndCountsAsAWhole() throws IOException {
    Path file = write("debug: true\nledger: [1, 2\nflush: {\n");

    Settings settings = load(null);

    assertThat(settings.get(SettingsCatalogue.DEBUG)).isFalse();
    assertThat(settings.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("settings file " + file + ":")
        .contains(" left out: ");
  }

  @Test
  void whatIsWrongWithAFileIsSaidAndWhere() throws IOException {
    Path file = write("debug: true\nledger:\n\tmax-age: 1d\n");

    assertThat(load(null).problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("settings file " + file + ":3 left out: while scanning for the next token: ")
        .contains("found character '\\t(TAB)' that cannot start any token")
        .doesNotContain("\n");
  }

  @Test
  void whatIsNoPlainValueIsAProblem() throws IOException {
    Path file =
        write(
            """
            debug: [true]
            enabled: &yes true
            propagation.inject: *yes
            config: other.yaml
            telemetry:
            """);

    assertThat(load(null).problems())
        .extracting(Problem::message)
        .containsExactly(
            "\"propagation.inject\" (" + file + ":3) cannot be an alias; one value is expected",
            "config (" + file + ":4) cannot be said in the file itself",
            "\"debug\" (" + file + ":1) cannot be a list; one value is expected");
  }

  @Test
  void duplicateKeysAndOtherDocumentsAreProblems() throws IOException {
    write("debug: true\ndebug: false\n");
    assertThat(load(null).problems()).hasSize(1);

    write("- debug\n");
    assertThat(load(null).problems()).hasSize(1);

    write("debug: true\n---\ndebug: false\n");
    assertThat(load(null).problems()).hasSize(1);

    write("# nothing but a comment\n");
    assertThat(load(null).problems()).isEmpty();
  }

  private Settings load(String argument) {
    environment.putIfAbsent("COSTSPAN_HOME", home.toString());
    return Settings.load(argument, properties, environment);
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(home.resolve("costspan.yaml"), yaml);
  }
}
