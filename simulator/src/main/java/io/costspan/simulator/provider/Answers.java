// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/** What the simulated models know: a few hand-written answers, and an echo for everything else. */
final class Answers {

  private static final JsonNode KNOWN = load();

  private Answers() {}

  /** The first known answer whose key occurs in the question; else an echo of the question. */
  static String to(String question) {
    String lower = question.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, JsonNode> known : KNOWN.properties()) {
      if (lower.contains(known.getKey())) {
        return known.getValue().asText();
      }
    }
    String shown = question.length() > 120 ? question.substring(0, 120) : question;
    return "You said: " + shown;
  }

  private static JsonNode load() {
    try (InputStream in = Answers.class.getResourceAsStream("answers.json")) {
      if (in == null) {
        throw new IllegalStateException("answers.json is missing beside " + Answers.class);
      }
      return Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
