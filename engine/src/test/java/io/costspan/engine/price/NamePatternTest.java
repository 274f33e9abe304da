// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.price.NamePattern.Part;
import io.costspan.engine.price.NamePattern.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "STARTS, claude-haiku-4-5, claude-haiku-4-5-20251001, true",
    "STARTS, claude-haiku-4-5, claude-haiku-4-5@20251001, true",
    "STARTS, claude-haiku-4-5, claude-haiku-4-5, true",
    "STARTS, claude-sonnet-4-2025, claude-sonnet-4-20250514, true",
    "STARTS, gemini-2.5-pro, gemini-2.5-pro-preview-06-05, true",
    "STARTS, gemini-2.5-pro, gemini-2.5-pro-exp-03-25, true",
    "STARTS, gpt-4o-realtime, gpt-4o-realtime-preview-2024-12-17, true",
    "STARTS, ft:gpt-4-0, ft:gpt-4-0613, true",
    "HAS, amazon.nova-lite, us.amazon.nova-lite-v1:0, true",
    "HAS, mistral.mistral-7b-instruct-v0, mistral.mistral-7b-instruct-v0:2, true",
    "ENDS, claude-opus-5, global.anthropic.claude-opus-5, true",
    "STARTS, claude-opus-4-6, claude-opus-4-6-fast, false",
    "STARTS, claude-sonnet-5, claude-sonnet-5-5, false",
    "STARTS, claude-opus-4-6, claude-opus-4-60, false",
    "STARTS, gemini-3.6-flash, gemini-3.6-flash-lite, false",
    "STARTS, magistral-small-, magistral-small-2509-fast, false",
    "STARTS, magistral-small-, magistral-small-2509, true",
    "HAS, o4-mini, my-o4-mini, false",
    "HAS, gemini-1.5-flash, gemini-1.5-flash-8b, false",
    "ENDS, claude-opus-5, not-claude-opus-5, false",
  })
  void chargesVersionsAndDatesOnly(Place place, String text, String name, boolean matches) {
    assertThat(new Part(place, text).matches(name)).isEqualTo(matches);
  }
}
