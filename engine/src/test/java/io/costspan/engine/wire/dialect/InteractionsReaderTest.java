// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import org.junit.jupiter.api.Test;

class InteractionsReaderTest {
  private static final Reading INTERACTIONS =
      Reading.of(ApiDialect.GEMINI_INTERACTIONS, "gcp.gemini");
  private static final String SEARCH =
      "{\"id\":\"s1\",\"type\":\"google_search_call\",\"arguments\":{\"queries\":[\"a\",\"b\"]}}";
  private static final String OTHER =
      "{\"id\":\"s2\",\"type\":\"function_call\",\"arguments\":{\"queries\":[\"c\"]}}";
  private static final String USAGE = "\"usage\":{\"total_input_tokens\":5}";

  @Test
  void onlyGooglesSearchHasQueriesThatCost() {
    assertThat(searches("{\"steps\":[" + SEARCH + "," + OTHER + "]," + USAGE + "}")).isEqualTo(2);
  }

  @Test
  void aStreamTellsAStepInPartsAndOnceMoreAtItsEnd() {
    String stream =
        "data: {\"step\":{\"id\":\"s1\",\"type\":\"google_search_call\"}}\n\n"
            + "data: {\"delta\":{\"type\":\"google_search_call\","
            + "\"arguments\":{\"queries\":[\"a\",\"b\"]}}}\n\n"
            + "data: {\"step\":{\"id\":\"s2\",\"type\":\"function_call\"}}\n\n"
            + "data: {\"delta\":{\"type\":\"function_call\","
            + "\"arguments\":{\"queries\":[\"c\"]}}}\n\n";
    String end = "data: {\"interaction\":{%s" + USAGE + "}}\n\n";
    assertThat(searches(stream + end.formatted(""))).isEqualTo(2);
    assertThat(searches(stream + end.formatted("\"steps\":[" + SEARCH + "," + OTHER + "],")))
        .isEqualTo(2);
  }

  private static long searches(String body) {
    return INTERACTIONS.response(body).usage().orZero(Unit.WEB_SEARCH);
  }
}
