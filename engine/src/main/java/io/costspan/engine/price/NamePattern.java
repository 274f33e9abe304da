// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule by which a model is known under more names than can be listed. A rule that looks at a part
 * of the name only is not enough to charge a price: what is left of the name must be a version or a
 * date. Otherwise {@code gpt-x-fast} would cost what {@code gpt-x} does.
 */
sealed interface NamePattern {

  /** Whether a name, in lower case, is the model's. */
  boolean matches(String name);

  /** Reads {@code {"starts":"x"}}, {@code ends}, {@code has}, {@code regex} or {@code all}. */
  static NamePattern read(JsonRow row) {
    if (row.has("all")) {
      List<NamePattern> all = new ArrayList<>();
      for (JsonRow part : row.rows("all")) {
        all.add(read(part));
      }
      return new All(List.copyOf(all));
    }
    if (row.has("regex")) {
      return new Regex(Pattern.compile(row.text("regex")));
    }
    for (Place place : Place.values()) {
      if (row.has(place.key)) {
        return new Part(place, row.text(place.key));
      }
    }
    throw new IllegalArgumentException("unknown kind of match " + row.keys());
  }

  /** Where a part stands in a name. */
  enum Place {
    STARTS("starts"),
    ENDS("ends"),
    HAS("has");

    private final String key;

    Place(String key) {
      this.key = key;
    }
  }

  /** All of several rules. */
  record All(List<NamePattern> parts) implements NamePattern {
    @Override
    public boolean matches(String name) {
      for (NamePattern part : parts) {
        if (!part.matches(name)) {
          return false;
        }
      }
      return true;
    }
  }

  /** An expression found in the name; anchored ones say all there is to say. */
  record Regex(Pattern pattern) implements NamePattern {
    @Override
    public boolean matches(String name) {
      return pattern.matcher(name).find();
    }
  }

  /** A fixed part of the name, the rest being a version, a date or a publisher's prefix. */
  record Part(Place place, String text) implements NamePattern {

    private static final String SEPARATORS = "-@.:/_";
    private static final Pattern VERSION =
        Pattern.compile(
            "(?:[-@:](?:\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{6}|\\d{4}|0\\d{2}|\\d{2}-\\d{2}(?:-\\d{4})?"
                + "|\\d{2}-\\d{4}|\\d:\\d|v\\d+(?::\\d+)*(?::\\d+[km])?|latest|preview|exp"
                + "|experimental|thinking|beta|text|default)|:\\d)*");
    private static final Pattern OTHER_PRICE =
        Pattern.compile(
            "(?:^|[-:@._])(?:fast|ultrafast|highspeed|priority|flex|batch|free|tts|image|audio|live)(?:$|[-:@._])");

    @Override
    public boolean matches(String name) {
      int at =
          switch (place) {
            case STARTS -> name.startsWith(text) ? 0 : -1;
            case ENDS -> name.endsWith(text) ? name.length() - text.length() : -1;
            case HAS -> name.indexOf(text);
          };
      return at >= 0 && isPrefix(name, at) && isVersion(name, at + text.length());
    }

    private static boolean isPrefix(String name, int end) {
      return end == 0 || "./:@".indexOf(name.charAt(end - 1)) >= 0;
    }

    private boolean isVersion(String name, int start) {
      if (start == name.length()) {
        return true;
      }
      if (SEPARATORS.indexOf(text.charAt(text.length() - 1)) >= 0) {
        // the rule itself leaves the rest open
        return !OTHER_PRICE.matcher(name.substring(start)).find();
      }
      int from = start;
      if (SEPARATORS.indexOf(name.charAt(from)) < 0) {
        // the rule ends inside a word, as in "-2025" for 20250514: judge the whole word
        while (from > 0 && SEPARATORS.indexOf(name.charAt(from)) < 0) {
          from--;
        }
      }
      Matcher rest = VERSION.matcher(name).region(from, name.length());
      return rest.matches();
    }
  }
}
