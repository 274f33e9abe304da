// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one request is to be answered. A test writes directives into its prompt or its model's name,
 * the two places every SDK passes through unchanged:
 *
 * <ul>
 *   <li>{@code [[in=1200 out=340 cached=1024 written=0 reasoning=64]]} sets the usage; without it,
 *       a token is a word;
 *   <li>{@code [[delay=500]]} waits 500 ms before it answers;
 *   <li>{@code [[pace=200]]} waits 200 ms between the events of a stream;
 *   <li>{@code [[status=429]]}, or model {@code error-429}, always fails;
 *   <li>{@code [[first=429]]} fails the first of identical requests only;
 *   <li>{@code [[later=503]]} fails all of them but the first.
 * </ul>
 *
 * @param text what the model says
 * @param tokens the usage it states
 * @param delay wait before the answer
 * @param pace wait between events
 * @param status status to fail with; 0 for none
 * @param firstStatus status of the first of identical requests; 0 for none
 * @param laterStatus status of all identical requests but the first; 0 for none
 */
public record Script(
    String text,
    Tokens tokens,
    Duration delay,
    Duration pace,
    int status,
    int firstStatus,
    int laterStatus) {

  private static final Pattern DIRECTIVES = Pattern.compile("\\[\\[([^\\]]*)]]");
  private static final Pattern SETTING = Pattern.compile("([a-z]+)=(\\d{1,9})");
  private static final Pattern ERROR_MODEL = Pattern.compile("error-(\\d{3})");
  private static final Pattern WORD = Pattern.compile("\\S+");

  /** Reads the directives of a request; {@code pace} holds where it has none. */
  static Script of(String model, JsonNode body, Duration pace) {
    List<String> texts = Prompt.texts(body);
    Map<String, Integer> settings = new HashMap<>();
    StringBuilder prompt = new StringBuilder();
    String last = "";
    for (String text : texts) {
      read(text, settings);
      last = DIRECTIVES.matcher(text).replaceAll("").strip();
      prompt.append(last).append('\n');
    }
    Matcher errorModel = ERROR_MODEL.matcher(model);
    if (errorModel.find()) {
      settings.put("status", Integer.valueOf(errorModel.group(1)));
    }
    String answer = Answers.to(last);
    return new Script(
        answer,
        new Tokens(
            settings.getOrDefault("in", words(prompt)),
            settings.getOrDefault("out", words(answer)),
            settings.getOrDefault("cached", 0),
            settings.getOrDefault("written", 0),
            settings.getOrDefault("reasoning", 0)),
        Duration.ofMillis(settings.getOrDefault("delay", 0)),
        Duration.ofMillis(settings.getOrDefault("pace", (int) pace.toMillis())),
        settings.getOrDefault("status", 0),
        settings.getOrDefault("first", 0),
        settings.getOrDefault("later", 0));
  }

  /** The answer in the pieces a stream delivers: a word each, with the blank before it. */
  List<String> pieces() {
    return List.of(text.split("(?= )"));
  }

  private static void read(String text, Map<String, Integer> settings) {
    Matcher directives = DIRECTIVES.matcher(text);
    while (directives.find()) {
      Matcher setting = SETTING.matcher(directives.group(1));
      while (setting.find()) {
        settings.put(setting.group(1), Integer.valueOf(setting.group(2)));
      }
    }
  }

  private static int words(CharSequence text) {
    return (int) WORD.matcher(text).results().count();
  }
}
