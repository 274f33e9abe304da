// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Verdict;
import io.costspan.engine.config.RefusalForm;
import io.costspan.engine.config.Settings;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RefusalOptionsTest {
  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final String OLLAMA = "http://localhost:11434/api/chat";

  @Test
  void moneyIs402AndSpeed429() {
    assertThat(options()).isEqualTo(Refused.DEFAULTS);
    assertThat(Refused.at(OPENAI, RefusalShapeTest.BUDGET, options()).answer().status())
        .isEqualTo(402);
    assertThat(Refused.at(OPENAI, RefusalShapeTest.LIMIT, options()).answer().status())
        .isEqualTo(429);
  }

  @Test
  void ollamaGetsAStatusWhoseTextItsClientsShowUnlessAnotherIsChosen() {
    assertThat(Refused.at(OLLAMA, RefusalShapeTest.BUDGET, options()).answer().status())
        .isEqualTo(400);
    RefusalOptions chosen = options("costspan.refusal.status", "402");
    assertThat(Refused.at(OLLAMA, RefusalShapeTest.BUDGET, chosen).answer().status())
        .isEqualTo(402);
    assertThat(Refused.at(OLLAMA, RefusalShapeTest.LIMIT, options()).answer().status())
        .isEqualTo(400);
    RefusalOptions speed = options("costspan.refusal.limit-status", "429");
    assertThat(Refused.at(OLLAMA, RefusalShapeTest.LIMIT, speed).answer().status()).isEqualTo(429);
  }

  @Test
  void theUserChoosesTheStatuses() {
    RefusalOptions money = options("costspan.refusal.status", "403");
    assertThat(Refused.at(OPENAI, RefusalShapeTest.BUDGET, money).answer().status()).isEqualTo(403);
    RefusalOptions speed = options("costspan.refusal.limit-status", "420");
    assertThat(Refused.at(OPENAI, RefusalShapeTest.LIMIT, speed).answer().status()).isEqualTo(420);
  }

  @Test
  void neverAStatusOfTheServersOwnFailing() {
    assertThat(settings("costspan.refusal.status", "503").observeOnly()).isTrue();
    assertThat(settings("costspan.refusal.limit-status", "399").observeOnly()).isTrue();
  }

  @Test
  void anExceptionForThoseWhoWantOne() {
    RefusalOptions options = options("costspan.refusal.as", "exception");
    assertThat(options.form()).isEqualTo(RefusalForm.EXCEPTION);

    Ruling.Refused ruling = Refused.ruling(OPENAI, RefusalShapeTest.BUDGET, options);

    assertThat(ruling.verdict()).isInstanceOf(Verdict.Refuse.class);
    IOException thrown = ((Verdict.Refuse) ruling.verdict()).exception();
    assertThat(thrown.getClass()).isEqualTo(IOException.class);
    assertThat(thrown).hasMessage(RefusalShapeTest.BUDGET.message());
  }

  @Test
  void whatWasDoneSaysRuleAndCode() {
    assertThat(Refused.at(OPENAI, RefusalShapeTest.BUDGET).ruling().handling())
        .isEqualTo(Handling.refused("daily", "budget_exceeded"));
  }

  @Test
  void waitingIsToldOnlyWhereItHelpsAndStillNoOneIsSentBackByThemselves() {
    Refused limit = Refused.at(OPENAI, RefusalShapeTest.LIMIT);
    assertThat(limit.header("retry-after")).isEqualTo("2");
    assertThat(limit.header("retry-after-ms")).isEqualTo("1200");
    assertThat(limit.header("x-should-retry")).isEqualTo("false");
  }

  @Test
  void nobodyIsToldToComeBackTooEarly() {
    Refusal limit = RefusalShapeTest.LIMIT.retrying(Duration.ofSeconds(3).plusNanos(1));
    Refused refused = Refused.at(OPENAI, limit);
    assertThat(refused.header("retry-after")).isEqualTo("4");
    assertThat(refused.header("retry-after-ms")).isEqualTo("3001");
    assertThat(limit.message()).endsWith("try again in 4 s");
  }

  private static RefusalOptions options(String... said) {
    return RefusalOptions.of(settings(said));
  }

  private static Settings settings(String... said) {
    Properties properties = new Properties();
    properties.setProperty("costspan.config", "/dev/null");
    for (int i = 0; i < said.length; i += 2) {
      properties.setProperty(said[i], said[i + 1]);
    }
    return Settings.load(null, properties, Map.of());
  }
}
