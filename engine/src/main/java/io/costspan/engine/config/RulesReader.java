// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Understands what the sources say of named rules, field by field: one source may say a single
 * field of a rule that another says the rest of. Names that differ by case, or by {@code -} and
 * {@code _}, are one, because a variable of the environment cannot tell them apart. Not
 * thread-safe.
 */
final class RulesReader {
  private final Map<Setting<?>, Map<String, RuleDraft>> rules = new LinkedHashMap<>();
  private final List<Problem> problems;

  RulesReader(List<Problem> problems) {
    this.problems = problems;
  }

  /** The kind of rule that a key speaks of; {@code null} when it speaks of none. */
  static @Nullable Setting<?> kindOf(String key) {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting.type() instanceof RulesType
          && key.startsWith(setting.key())
          && key.length() > setting.key().length() + 1
          && key.charAt(setting.key().length()) == '.') {
        return setting;
      }
    }
    return null;
  }

  /** What one source says: of a field it says again later, the last word counts. */
  final class Source {
    private final Map<RuleDraft, Map<Field<?>, Object>> understood = new LinkedHashMap<>();
    private final Map<RuleDraft, String> names = new HashMap<>();

    /** Takes one thing said of a rule. */
    void say(Setting<?> kind, String key, Said said) {
      String path = key.substring(kind.key().length() + 1);
      int dot = path.indexOf('.');
      if (said.nothing() && !isEntry(kind, path, dot)) {
        return;
      }
      String name = dot < 0 ? path : path.substring(0, dot);
      if (!isName(name)) {
        problems.add(ProblemText.badRuleName(kind, name, said.origin()));
        return;
      }
      RuleDraft draft = draft(kind, name);
      if (dot < 0) {
        draft.unsound();
        problems.add(ProblemText.noFields(kind, draft.fields(), name, said.origin()));
        return;
      }
      String spelt = names.putIfAbsent(draft, name);
      if (spelt != null && !spelt.equals(name)) {
        draft.unsound();
        problems.add(ProblemText.oneName(kind, spelt, name, said.origin()));
        return;
      }
      draft.spelt(name, said.origin());
      field(draft, path.substring(dot + 1), said);
    }

    /**
     * Whether it is within a map, where a name without a value is a mistake: a pattern that is left
     * out widens its rule to every call.
     */
    private static boolean isEntry(Setting<?> kind, String path, int dot) {
      for (Field<?> field : ((RulesType) kind.type()).fields().all()) {
        if (field.type().hasEntries() && path.startsWith(field.name() + ".", dot + 1)) {
          return dot >= 0;
        }
      }
      return false;
    }

    private void field(RuleDraft draft, String path, Said said) {
      for (Field<?> field : draft.fields().all()) {
        if (path.equals(field.name())) {
          value(draft, field, null, said);
          return;
        }
        if (field.type().hasEntries() && path.startsWith(field.name() + ".")) {
          value(draft, field, path.substring(field.name().length() + 1), said);
          return;
        }
      }
      draft.unsound();
      problems.add(ProblemText.unknownField(draft, path, said));
    }

    private <T> void value(RuleDraft draft, Field<T> field, @Nullable String entry, Said said) {
      Map<Field<?>, Object> fields =
          understood.computeIfAbsent(draft, any -> new LinkedHashMap<>());
      ValueType<T> type = field.type();
      if (ListText.isList(said.text())
          && !(entry == null ? type.takesLists() : type.entriesTakeLists())) {
        draft.unsound();
        problems.add(ProblemText.notScalar(said.key(), said.origin(), "a list"));
        return;
      }
      try {
        T value = entry == null ? type.parse(said.text()) : type.parseEntry(entry, said.text());
        @SuppressWarnings("unchecked") // put under its own field
        T earlier = (T) fields.get(field);
        fields.put(field, entry != null && earlier != null ? type.merge(earlier, value) : value);
      } catch (BadValueException e) {
        draft.unsound();
        problems.add(
            ProblemText.badValue(
                draft.property() + "." + field.name() + (entry == null ? "" : "." + entry),
                type,
                said,
                e.getMessage(),
                "the " + draft.fields().word() + " is not in force"));
      }
    }

    /** The source has said all; earlier sources go before it. */
    void done() {
      understood.forEach((draft, fields) -> fields.forEach(draft::putIfAbsent));
    }
  }

  /** Begins another source; those asked for first have precedence. */
  Source source() {
    return new Source();
  }

  /** All rules that are sound, and {@code said} of each of them, sound or not. */
  void finish(Map<Setting<?>, Value<?>> values, List<Section> said) {
    for (Setting<?> setting : SettingsCatalogue.ALL) {
      if (setting.type() instanceof RulesType) {
        Map<String, RuleDraft> drafts = rules.getOrDefault(setting, Map.of());
        if (!drafts.isEmpty()) {
          values.put(setting, rulesOf(setting, drafts, said));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // a RulesType is of this type
  private Value<?> rulesOf(Setting<?> setting, Map<String, RuleDraft> drafts, List<Section> said) {
    Map<String, Section> sound = new LinkedHashMap<>();
    Origin first = Origin.DEFAULTED;
    for (RuleDraft draft : drafts.values()) {
      Section rule = draft.finish(problems);
      said.add(rule);
      first = first.kind() == Origin.Kind.DEFAULT ? rule.origin() : first;
      if (draft.isSound()) {
        sound.put(rule.name(), rule);
      }
    }
    return new Value<>((Setting<Map<String, Section>>) setting, sound, first);
  }

  private RuleDraft draft(Setting<?> kind, String name) {
    return rules
        .computeIfAbsent(kind, any -> new LinkedHashMap<>())
        .computeIfAbsent(
            name.toLowerCase(Locale.ROOT).replace('_', '-'), any -> new RuleDraft(kind, name));
  }

  private static boolean isName(String name) {
    boolean good = !name.isEmpty() && name.length() <= 64;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      good &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
    }
    return good;
  }
}
