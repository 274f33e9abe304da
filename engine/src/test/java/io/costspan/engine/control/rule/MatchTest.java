// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.passage.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
  private static final Subject CALL =
      new Subject(
          "openai",
          "gpt-4o-mini",
          "chat",
          "Api.OpenAI.com",
          "Shop",
          "0a1b2c3d",
          Map.of("team", "Search"));

  @ParameterizedTest
  @CsvSource({
    "provider, openai, true",
    "provider, OpenAI, true",
    "provider, azure, false",
    "model, gpt-4*, true",
    "model, GPT-4O*, true",
    "model, gpt-4, false",
    "model, *mini, true",
    "model, g*4*m*i, true",
    "operation, chat, true",
    "host, *.openai.com, true",
    "service, Shop, true",
    "service, shop, false",
    "key, 0A1B*, true",
    "tag.team, Search, true",
    "tag.team, search, false",
    "tag.team, *, true",
    "tag.tenant, *, false"
  })
  void oneAttribute(String attribute, String pattern, boolean matches) {
    Match match = match(Map.of(attribute, List.of(pattern)));

    assertThat(match.matches(CALL)).isEqualTo(matches);
    assertThat(match.mayMatch(CALL)).isEqualTo(matches);
  }

  @Test
  void oneOfSeveralPatternsAndAllOfSeveralAttributes() {
    assertThat(match(Map.of("model", List.of("o1", "gpt-4o*"))).matches(CALL)).isTrue();
    assertThat(
            match(Map.of("model", List.of("o1", "gpt-4o*"), "provider", List.of("azure")))
                .matches(CALL))
        .isFalse();
    assertThat(Match.ALL.matches(CALL)).isTrue();
  }

  @Test
  void aModelThatIsNotKnownYetMayMatch() {
    Subject early = CALL.withModel(null);

    Match ofModel = match(Map.of("model", List.of("gpt-4*")));
    assertThat(ofModel.mayMatch(early)).isTrue();
    assertThat(ofModel.matches(early)).isFalse();
    assertThat(match(Map.of("model", List.of("gpt-4*"), "host", List.of("x"))).mayMatch(early))
        .isFalse();
  }

  @Test
  void anyModelIsAlsoOneThatStaysUnknown() {
    assertThat(match(Map.of("model", List.of("o1", "*"))).matches(CALL.withModel(null))).isTrue();
  }

  @Test
  void aCallWithoutKeyFitsNoPatternOfKeys() {
    Subject open = new Subject("ollama", "llama3", "chat", "localhost", "", null, Map.of());

    assertThat(match(Map.of("key", List.of("*"))).matches(open)).isFalse();
  }

  private static Match match(Map<String, List<String>> patterns) {
    Map<CallAttribute, List<String>> typed = new LinkedHashMap<>();
    patterns.forEach((name, texts) -> typed.put(CallAttribute.of(name), texts));
    return Match.of(new Patterns(typed));
  }
}
