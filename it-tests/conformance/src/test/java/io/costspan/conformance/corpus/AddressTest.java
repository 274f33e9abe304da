// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded URLs, as they are found, and what is sent to. */
class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.openai.com/v1/chat/completions, http://api.openai.com:443/v1/chat/completions",
    "http://api.example/x?y=1#z, http://api.example:80/x?y=1",
    "http://localhost:11434/api/chat, http://localhost:11434/api/chat",
    "https://r.openai.azure.com//openai/deployments/d, http://r.openai.azure.com:443//openai/deployments/d",
    "https://x.<AWS_REGION>.api.aws/v1, http://x.aws-region.api.aws:443/v1",
    "<API_BASE>/chat/completions, http://api-base:443/chat/completions",
    "https://h.example/a b/<X>/50%/%3A, http://h.example:443/a%20b/%3CX%3E/50%25/%3A",
    "https://user:word@h.example/a@b, http://h.example:443/a@b",
    "https://h.example, http://h.example:443/",
    "https://h.example?q=é, http://h.example:443/?q=%C3%A9",
  })
  void recordedUrlsBecomeWhatAClientTakes(String recorded, String sent) {
    assertThat(Address.parse(recorded)).hasToString(sent);
  }

  @Test
  void whatNamesNoHostIsNotSent() {
    assertThat(Address.parse("/v1/chat")).isNull();
    assertThat(Address.parse("https://")).isNull();
    assertThat(Address.parse("https://h:port/x")).isNull();
  }
}
