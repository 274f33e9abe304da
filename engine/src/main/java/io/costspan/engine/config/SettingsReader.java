// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Understands what the sources say, source by source, the one with precedence first. What a source
 * says of a setting hides what later ones say of it, also when it could not be understood: falling
 * back to another's word would be a guess. Not thread-safe.
 */
final class SettingsReader {
  private final Map<String, Setting<?>> known = new HashMap<>();
  private final Map<Setting<?>, Value<?>> values = new HashMap<>();
  private final RulesReader rules;
  private final List<Problem> problems;

  SettingsReader(List<Problem> problems) {
    this.problems = problems;
    this.rules = new RulesReader(problems);
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      known.put(setting.key(), setting);
    }
  }

  /** Takes all that one source says; where it says a thing twice, the last word counts. */
  void source(List<Said> said) {
    Map<Setting<?>, Value<?>> understood = new LinkedHashMap<>();
    RulesReader.Source ofRules = rules.source();
    for (Said one : said) {
      String key = withoutPrefix(one.key());
      if (one.nothing() && RulesReader.kindOf(key) == null) {
        continue;
      }
      Setting<?> setting = known.get(key);
      if (setting != null) {
        whole(setting, one, understood);
        continue;
      }
      Setting<?> kind = RulesReader.kindOf(key);
      Setting<?> map = kind != null ? null : mapOf(key);
      if (kind != null) {
        ofRules.say(kind, key, one);
      } else if (map != null) {
        entry(map, key.substring(map.key().length() + 1), one, understood);
      } else {
        problems.add(unknown(one, key));
      }
    }
    ofRules.done();
    for (Map.Entry<Setting<?>, Value<?>> entry : understood.entrySet()) {
      values.putIfAbsent(entry.getKey(), entry.getValue());
    }
  }

  /** Every source has been read: the rules, sound or not, in {@code said}. */
  void finish(List<Section> said) {
    rules.finish(values, said);
  }

  /** The value so far; {@code null} when no source said any. */
  @SuppressWarnings("unchecked") // every value is put under its own setting, in whole and entry
  <T> @Nullable Value<T> get(Setting<T> setting) {
    return (Value<T>) values.get(setting);
  }

  private <T> void whole(Setting<T> setting, Said said, Map<Setting<?>, Value<?>> understood) {
    if (ListText.isList(said.text()) && !setting.type().takesLists()) {
      problems.add(ProblemText.notScalar(said.key(), said.origin(), "a list"));
      understood.put(setting, defaultOf(setting));
      return;
    }
    try {
      understood.put(
          setting, new Value<>(setting, setting.type().parse(said.text()), said.origin()));
    } catch (BadValueException e) {
      problems.add(
          ProblemText.badValue(
              setting.property(),
              setting.type(),
              said,
              e.getMessage(),
              "using the default " + setting.defaultText()));
      understood.put(setting, defaultOf(setting));
    }
  }

  private <T> void entry(
      Setting<T> setting, String name, Said said, Map<Setting<?>, Value<?>> understood) {
    if (ListText.isList(said.text()) && !setting.type().entriesTakeLists()) {
      problems.add(ProblemText.notScalar(said.key(), said.origin(), "a list"));
      return;
    }
    try {
      T value = setting.type().parseEntry(name, said.text());
      @SuppressWarnings("unchecked") // put under its own setting, here and in whole
      Value<T> earlier = (Value<T>) understood.get(setting);
      T merged = earlier == null ? value : setting.type().merge(earlier.value(), value);
      understood.put(setting, new Value<>(setting, merged, said.origin()));
    } catch (BadValueException e) {
      problems.add(
          ProblemText.badValue(
              setting.property(), setting.type(), said, e.getMessage(), "this entry is left out"));
    }
  }

  static <T> Value<T> defaultOf(Setting<T> setting) {
    try {
      return new Value<>(setting, setting.type().parse(setting.defaultText()), Origin.DEFAULTED);
    } catch (BadValueException e) {
      throw new IllegalStateException("default of " + setting, e);
    }
  }

  private static @Nullable Setting<?> mapOf(String key) {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting.type().hasEntries()
          && key.length() > setting.key().length() + 1
          && key.startsWith(setting.key())
          && key.charAt(setting.key().length()) == '.') {
        return setting;
      }
    }
    return null;
  }

  private static Problem unknown(Said said, String key) {
    List<String> names = new ArrayList<>();
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      names.add(setting.key());
    }
    String prefix = said.key().startsWith(Setting.PREFIX) ? Setting.PREFIX : "";
    return ProblemText.unknown(prefix, key, said.origin(), names);
  }

  private static String withoutPrefix(String key) {
    return key.startsWith(Setting.PREFIX) ? key.substring(Setting.PREFIX.length()) : key;
  }
}
