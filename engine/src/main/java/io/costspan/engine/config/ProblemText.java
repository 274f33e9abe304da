// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Words problems so that the reader can mend them without opening the documentation. */
final class ProblemText {
  private static final int LONGEST_QUOTE = 60;

  private ProblemText() {}

  /**
   * A key nobody knows. Its value is not repeated: it may be a secret meant for someone else.
   *
   * @param prefix what {@code key} begins with besides a name of {@code known}; may be empty
   */
  static Problem unknown(String prefix, String key, Origin origin, Collection<String> known) {
    String nearest = NearestMatch.of(key, known);
    return new Problem(
        prefix + key,
        origin,
        "unknown setting "
            + quote(prefix + key)
            + in(prefix + key, origin)
            + (nearest != null
                ? "; did you mean " + prefix + nearest + "?"
                : "; known are " + prefix + String.join(", " + prefix, known)));
  }

  /** A value that is none of its type. */
  static Problem badValue(Setting<?> setting, Said said, @Nullable String detail, String instead) {
    String[] choices = setting.type().choices();
    String nearest = NearestMatch.of(said.text(), Arrays.asList(choices));
    return new Problem(
        setting.property(),
        said.origin(),
        setting.property()
            + " cannot be "
            + quote(said.text())
            + in(setting.property(), said.origin())
            + (detail == null || detail.isEmpty() ? "" : ": " + detail)
            + "; accepted: "
            + setting.accepted()
            + (nearest == null ? "" : "; did you mean " + nearest + "?")
            + "; "
            + instead);
  }

  /** A part of the agent argument without an equals sign. */
  static Problem notKeyValue(String part, Origin origin) {
    return new Problem(
        part,
        origin,
        quote(part) + in(part, origin) + " has no value; accepted: key=value,key2=value2");
  }

  /** Something else where the file should hold a plain value. */
  static Problem notScalar(String key, Origin origin, String what) {
    return new Problem(
        key,
        origin,
        quote(key) + in(key, origin) + " cannot be " + what + "; one value is expected");
  }

  /** A file that as a whole says nothing. */
  static Problem badFile(Origin origin, String why) {
    return new Problem(
        SettingsCatalogue.CONFIG.property(),
        origin,
        "settings file " + origin + " left out: " + why);
  }

  /** The place, without the key when that was just named. */
  private static String in(String key, Origin origin) {
    String place = origin.place();
    return place.endsWith(" " + key)
        ? " (" + place.substring(0, place.length() - key.length() - 1) + ")"
        : " (" + place + ")";
  }

  /** Quotes what was written, shortened and without what could disturb a terminal or a log. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) ? '?' : c);
    }
    return quoted.append(text.length() > LONGEST_QUOTE ? "...\"" : "\"").toString();
  }
}
