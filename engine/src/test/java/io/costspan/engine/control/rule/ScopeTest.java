// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.passage.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void allTogetherIsOneValue() {
    assertThat(Scope.total().of(team("a"))).isEqualTo(Scope.TOTAL);
    assertThat(Scope.of(null, told::add).of(team("b"))).isEqualTo(Scope.TOTAL);
  }

  @Test
  void eachValueHasItsOwnAndSoHaveThoseThatDoNotSay() {
    Scope scope = Scope.of(CallAttribute.of("tag.team"), told::add);

    assertThat(scope.of(team("a"))).isEqualTo("a");
    assertThat(scope.of(team("A"))).isEqualTo("A");
    assertThat(scope.of(team(null))).isEqualTo(Scope.NONE);
  }

  @Test
  void caseMakesNoOtherModel() {
    Scope scope = Scope.of(CallAttribute.of("model"), told::add);

    assertThat(scope.of(team("a").withModel("GPT-4o"))).isEqualTo("gpt-4o");
    assertThat(scope.of(team("a").withModel(null))).isEqualTo(Scope.NONE);
  }

  @Test
  void beyondTheBoundAllShareOneAndThatIsSaidOnce() {
    Scope scope = Scope.of(CallAttribute.of("tag.team"), 2, told::add);

    assertThat(scope.of(team("a"))).isEqualTo("a");
    assertThat(scope.of(team("b"))).isEqualTo("b");
    assertThat(scope.of(team("c"))).isEqualTo(Scope.OTHER);
    assertThat(scope.of(team("d"))).isEqualTo(Scope.OTHER);
    assertThat(scope.of(team("a"))).isEqualTo("a");
    assertThat(told).singleElement().asString().contains("more than 2 values of tag.team");
  }

  @Test
  void anOverlongValueIsOneOfTheOthers() {
    Scope scope = Scope.of(CallAttribute.of("tag.team"), told::add);

    assertThat(scope.of(team("x".repeat(201)))).isEqualTo(Scope.OTHER);
  }

  @Test
  void theBoundOutlivesAReload() {
    Scope first = Scope.of(CallAttribute.of("tag.team"), told::add);
    Scope same = Scope.of(CallAttribute.of("tag.team"), told::add);
    Scope other = Scope.of(CallAttribute.of("model"), told::add);

    assertThat(same.following(first)).isSameAs(first);
    assertThat(other.following(first)).isSameAs(other);
    assertThat(first.following(null)).isSameAs(first);
  }

  private static Subject team(String name) {
    return new Subject(
        "openai", "gpt-4o", "chat", "h", "s", null, name == null ? Map.of() : Map.of("team", name));
  }
}
