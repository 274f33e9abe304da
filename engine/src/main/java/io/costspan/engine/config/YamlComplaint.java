// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a YAML parser has to say of a text, in one line. SnakeYAML writes what it was about, where
 * that began, what is wrong, and where, each place with an excerpt that is indented; the last place
 * is the one to look at.
 *
 * @param text what is wrong
 * @param line where, from 1; 0 where it is not known
 */
record YamlComplaint(String text, int line) {
  private static final Pattern PLACE = Pattern.compile("^ in .*, line (\\d{1,9}), column \\d+:?$");

  /**
   * Takes a parser's message apart.
   *
   * @param line where it was, unless the message knows better
   */
  static YamlComplaint of(String message, int line) {
    List<String> said = new ArrayList<>();
    int last = line;
    for (String one : message.split("\n", -1)) {
      Matcher place = PLACE.matcher(one);
      if (place.matches()) {
        last = Integer.parseInt(place.group(1));
      } else if (!one.isBlank() && !one.startsWith(" ")) {
        said.add(one.strip());
      }
    }
    return new YamlComplaint(String.join(": ", said), last);
  }
}
