// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.conformance.corpus.Exchange;
import io.costspan.conformance.verdict.Finding.Result;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which differences are accepted, and that each of a record's must be. */
class AllowanceTest {
  private static final Difference NO_SPAN = new Difference("spans", "1", "0");
  private static final Difference UNKNOWN_HOST =
      new Difference("provider", "gpustack", "openai_compatible");
  private static final Difference A_SPAN = new Difference("spans", "0", "1");

  @Test
  void whatHasAReasonIsExcepted() throws IOException {
    assertThat(result("gpustack", "chat", "openai.chat", UNKNOWN_HOST)).isEqualTo(Result.EXCEPTED);
    assertThat(result("openai", "chat", "openai.chat", UNKNOWN_HOST)).isEqualTo(Result.DIFFERS);
  }

  @Test
  void anotherProviderThanAnUnknownOneIsNot() throws IOException {
    Difference wrong = new Difference("provider", "gpustack", "openai");

    assertThat(result("gpustack", "chat", "openai.chat", wrong)).isEqualTo(Result.DIFFERS);
  }

  @Test
  void aCapIsWhereTheRecordHasNone() throws IOException {
    for (String api : List.of("aleph_alpha", "hf.tgi", "sagemaker")) {
      assertThat(result("x", "chat", api, new Difference("max_tokens", null, "20")))
          .as(api)
          .isEqualTo(Result.EXCEPTED);
      assertThat(result("x", "chat", api, new Difference("max_tokens", "10", "20")))
          .as(api)
          .isEqualTo(Result.DIFFERS);
    }
    assertThat(result("aws.sagemaker", "chat", "x", new Difference("max_tokens", null, "20")))
        .isEqualTo(Result.DIFFERS);
  }

  @Test
  void aSpanTooManyNeverIs() throws IOException {
    assertThat(result("moderation", "", A_SPAN)).isEqualTo(Result.DIFFERS);
    assertThat(result("batch", "anthropic.complete", A_SPAN)).isEqualTo(Result.DIFFERS);
  }

  @Test
  void aMissingSpanOfAMeteredOperationIsNot() throws IOException {
    assertThat(result("chat", "openai.chat", NO_SPAN)).isEqualTo(Result.DIFFERS);
  }

  @Test
  void everyDifferenceNeedsItsReason() throws IOException {
    Difference other = new Difference("answer.body", "3 bytes", "2 other bytes");

    assertThat(result("gpustack", "chat", "openai.chat", UNKNOWN_HOST, other))
        .isEqualTo(Result.DIFFERS);
  }

  private static Result result(String operation, String api, Difference... differences)
      throws IOException {
    return result("openai", operation, api, differences);
  }

  private static Result result(
      String provider, String operation, String api, Difference... differences) throws IOException {
    String json =
        "{\"expected\":{\"provider\":\"%s\",\"operation\":\"%s\",\"api\":\"%s\"}}"
            .formatted(provider, operation, api);
    Exchange exchange = new Exchange(provider, 1, new ObjectMapper().readTree(json));
    return Finding.replayed(exchange, true, List.of(differences), Allowance.bundled(), List.of())
        .result();
  }
}
