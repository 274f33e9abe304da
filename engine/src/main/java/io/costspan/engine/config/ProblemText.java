// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    String whole = NearestMatch.of(key, known);
    String nearest = whole == null ? nearestSection(key, known) : whole;
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

  /** A misspelt section is the same mistake in each of its lines. */
  private static @Nullable String nearestSection(String key, Collection<String> known) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return null;
    }
    Set<String> sections = new TreeSet<>();
    for (String name : known) {
      int end = name.indexOf('.');
      sections.add(end < 0 ? name : name.substring(0, end));
    }
    return NearestMatch.of(key.substring(0, dot), sections);
  }

  /** A value that is none of its type. */
  static Problem badValue(
      String property, ValueType<?> type, Said said, @Nullable String detail, String instead) {
    String[] choices = type.choices();
    String nearest = NearestMatch.of(said.text(), Arrays.asList(choices));
    return new Problem(
        property,
        said.origin(),
        property
            + " cannot be "
            + (type.secret() ? "what it is" : quote(said.text().strip()))
            + in(property, said.origin())
            + (detail == null || detail.isEmpty() ? "" : ": " + detail)
            + "; accepted: "
            + type.accepted()
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

  /** Something in a list that cannot be held. */
  static Problem badItem(String key, Origin origin, String what) {
    return new Problem(
        key, origin, quote(key) + in(key, origin) + " cannot hold " + what + " in its list");
  }

  /** A name that no rule can have. */
  static Problem badRuleName(Setting<?> kind, String name, Origin origin) {
    return new Problem(
        kind.property(),
        origin,
        kind.property()
            + " ("
            + origin
            + ") has a rule "
            + quote(name)
            + "; names are of letters, digits, - and _, at most 64");
  }

  /** Two names that are one. */
  static Problem oneName(Setting<?> kind, String first, String second, Origin origin) {
    return new Problem(
        kind.property(),
        origin,
        kind.property()
            + " ("
            + origin
            + ") has both "
            + quote(first)
            + " and "
            + quote(second)
            + "; names that differ only by case, or by - and _, are one");
  }

  /** A rule that is one value, where fields are expected. */
  static Problem noFields(Setting<?> kind, RuleFields fields, String name, Origin origin) {
    String property = kind.property() + "." + name;
    return new Problem(
        property,
        origin,
        property + in(property, origin) + " is no single value; accepted: " + names(fields));
  }

  /** A field that rules of the kind do not have. */
  static Problem unknownField(RuleDraft rule, String path, Said said) {
    List<String> known = new ArrayList<>();
    rule.fields().all().forEach(field -> known.add(field.name()));
    int dot = path.indexOf('.');
    String nearest = NearestMatch.of(dot < 0 ? path : path.substring(0, dot), known);
    String property = rule.property() + "." + path;
    return new Problem(
        property,
        said.origin(),
        "unknown setting "
            + quote(property)
            + in(property, said.origin())
            + (nearest == null ? "" : "; did you mean " + nearest + "?")
            + "; a "
            + rule.fields().word()
            + " has "
            + names(rule.fields()));
  }

  /** A rule that cannot be, though each of its fields is right. */
  static Problem badRule(RuleDraft rule, Origin origin, String wrong) {
    return new Problem(
        rule.property(), origin, rule.property() + in(rule.property(), origin) + " " + wrong);
  }

  private static String names(RuleFields fields) {
    List<String> names = new ArrayList<>();
    fields.all().forEach(field -> names.add(field.name()));
    return String.join(", ", names);
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
