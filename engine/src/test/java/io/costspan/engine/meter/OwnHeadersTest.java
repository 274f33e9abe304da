// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnHeadersTest {

  @Test
  void areAllThatBeginLikeOurs() {
    Map<String, String> headers =
        Map.of(
            "X-Costspan-Cache", "off",
            "x-costspan-team", "a",
            "x-costspa", "b",
            "content-type", "application/json");

    assertThat(OwnHeaders.of(headers::forEach))
        .containsExactly("x-costspan-cache", "x-costspan-team");
  }

  @Test
  void noneAsARule() {
    assertThat(OwnHeaders.of(Map.of("accept", "*/*")::forEach)).isSameAs(Set.of());
  }
}
